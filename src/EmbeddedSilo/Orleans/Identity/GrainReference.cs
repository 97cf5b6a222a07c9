using System.ComponentModel;
using Krewe.EmbeddedSilo.CodeGeneration;
using Krewe.EmbeddedSilo.Runtime;

namespace Orleans.Runtime;

/// <summary>What all references to grains through one interface share.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GrainReferenceShared
{
    internal GrainReferenceShared(Silo silo, GrainInterface grainInterface)
    {
        Silo = silo;
        Interface = grainInterface;
        InterfaceType = GrainInterfaceType.Create(grainInterface.Type.FullName!);
    }

    internal Silo Silo { get; }

    internal GrainInterface Interface { get; }

    internal GrainInterfaceType InterfaceType { get; }
}

/// <summary>A reference to a grain or an observer: the base of the generated classes that implement the interfaces.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>
{
    private readonly GrainReferenceShared _shared;

    /// <summary>Generated code constructs references.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected GrainReference(GrainReferenceShared shared, GrainId grainId)
    {
        _shared = shared;
        GrainId = grainId;
    }

    /// <summary>The grain.</summary>
    public GrainId GrainId { get; }

    /// <summary>The interface of this reference.</summary>
    public GrainInterfaceType InterfaceType => _shared.InterfaceType;

    /// <summary>The full name of the interface of this reference.</summary>
    public string InterfaceName => _shared.InterfaceType.ToString();

    internal Silo Silo => _shared.Silo;

    /// <summary>Where the last call went, so that the next one need not look it up.</summary>
    internal ICallTarget? LastTarget { get; set; }

    /// <inheritdoc/>
    public bool Equals(GrainReference? other) => other is not null && GrainId == other.GrainId;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc/>
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <inheritdoc/>
    public sealed override string ToString() => $"{InterfaceName}({GrainId})";

    /// <summary>True when both refer to the same grain.</summary>
    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) =>
        reference1 is null ? reference2 is null : reference1.Equals(reference2);

    /// <summary>True when they refer to different grains.</summary>
    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !(reference1 == reference2);

    /// <summary>Sends a call without waiting for it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Invoke(VoidRequest request, CancellationToken cancellationToken = default) =>
        _ = CallSender.SendOneWayAsync(this, request, cancellationToken);

    /// <summary>Sends a call without waiting for its end.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Task InvokeOneWayAsync(VoidRequest request, CancellationToken cancellationToken = default) =>
        CallSender.SendOneWayAsync(this, request, cancellationToken);

    /// <summary>Sends a call.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Task InvokeAsync(VoidRequest request, CancellationToken cancellationToken = default) =>
        CallSender.SendAsync(this, request, cancellationToken);

    /// <summary>Sends a call.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Task<T> InvokeAsync<T>(ResultRequest<T> request, CancellationToken cancellationToken = default) =>
        CallSender.SendAsync(this, request, cancellationToken);

    /// <summary>A stream of results; nothing is sent before it is enumerated.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected IAsyncEnumerable<T> InvokeStream<T>(StreamSource<T> source, CancellationToken cancellationToken = default) =>
        new GrainStream<T>(this, source, cancellationToken);
}
