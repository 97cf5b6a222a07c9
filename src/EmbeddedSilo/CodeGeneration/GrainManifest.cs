using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Krewe.EmbeddedSilo.CodeGeneration;

/// <summary>The grain interfaces and classes of an assembly.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GrainManifest
{
    /// <summary>The interfaces.</summary>
    public abstract IEnumerable<GrainInterface> Interfaces { get; }

    /// <summary>The classes.</summary>
    public abstract IEnumerable<GrainClass> Classes { get; }
}

/// <summary>Names the manifest of an assembly.</summary>
/// <param name="manifestType">A <see cref="GrainManifest"/> with a constructor without parameters.</param>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GrainManifestAttribute([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type manifestType) : Attribute
{
    /// <summary>The manifest's type.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
    public Type ManifestType { get; } = manifestType;
}
