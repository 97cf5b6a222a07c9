using Krewe.Model.Core;
using Krewe.Planning.Plans;

namespace Krewe.Planning.Nodes;

/// <summary>What follows for the pods of a node from its taints and its readiness.</summary>
public sealed record EvictionPlan
{
    /// <summary>Pods that can no longer count as ready, with their status (write the status only).</summary>
    public IReadOnlyList<PlannedUpdate<Pod>> NotReady { get; init; } = [];

    /// <summary>Pods that have not tolerated the node's taints, or not for so long.</summary>
    public IReadOnlyList<PlannedDeletion<Pod>> Delete { get; init; } = [];

    /// <summary>When the next toleration ends.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }

    /// <summary>True when there is nothing to do.</summary>
    public bool IsEmpty => NotReady.Count == 0 && Delete.Count == 0;
}
