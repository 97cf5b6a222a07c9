using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Planning.Plans;

namespace Krewe.Planning.ReplicaSets;

/// <summary>
/// All that is to be done for one replica controller now. The parts do not depend on each other; carry out adoptions and releases
/// first, so that no pod is counted by two.
/// </summary>
public sealed record ReplicaPlan
{
    /// <summary>Orphans that become the controller's.</summary>
    public IReadOnlyList<PlannedUpdate<Pod>> Adopt { get; init; } = [];

    /// <summary>Pods that no longer match and are let go.</summary>
    public IReadOnlyList<PlannedUpdate<Pod>> Release { get; init; } = [];

    /// <summary>Missing pods, at most <see cref="ReplicaPlanner.MaxBurst"/> of them.</summary>
    public IReadOnlyList<PlannedCreation<Pod>> Create { get; init; } = [];

    /// <summary>Surplus pods, the least valuable first.</summary>
    public IReadOnlyList<PlannedDeletion<Pod>> Delete { get; init; } = [];

    /// <summary>The controller (a ReplicaSet or a ReplicationController) with its new status; null when the status stays.</summary>
    public ApiObject? StatusUpdate { get; init; }

    /// <summary>When a pod becomes available merely by the passing of time; null when only changes matter.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }

    /// <summary>True when there is nothing to do.</summary>
    public bool IsEmpty => Adopt.Count == 0 && Release.Count == 0 && Create.Count == 0 && Delete.Count == 0 && StatusUpdate is null;
}
