using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Where a pod is in its life.</summary>
public readonly record struct PodPhase(string Value) : IOpenEnum<PodPhase>
{
    /// <summary>Accepted, but not all its containers have started.</summary>
    public static PodPhase Pending { get; } = new("Pending");

    /// <summary>Bound to a node, all containers made, at least one running or starting.</summary>
    public static PodPhase Running { get; } = new("Running");

    /// <summary>All containers ended well and are not restarted.</summary>
    public static PodPhase Succeeded { get; } = new("Succeeded");

    /// <summary>All containers ended, at least one of them badly.</summary>
    public static PodPhase Failed { get; } = new("Failed");

    /// <summary>Its node does not answer.</summary>
    public static PodPhase Unknown { get; } = new("Unknown");

    /// <inheritdoc/>
    public static IReadOnlyList<PodPhase> Known { get; } = [Pending, Running, Succeeded, Failed, Unknown];

    /// <inheritdoc/>
    public static PodPhase From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
