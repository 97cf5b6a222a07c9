using System.ComponentModel;
using Orleans.Runtime;

namespace Krewe.EmbeddedSilo.CodeGeneration;

/// <summary>A grain or observer interface, with what makes references to it.</summary>
/// <param name="type">The interface.</param>
/// <param name="createReference">Makes a reference.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GrainInterface(Type type, Func<GrainReferenceShared, GrainId, GrainReference> createReference)
{
    /// <summary>The interface.</summary>
    public Type Type { get; } = type;

    /// <summary>Makes a reference.</summary>
    public Func<GrainReferenceShared, GrainId, GrainReference> CreateReference { get; } = createReference;
}
