using Krewe.Model.Core;

namespace Krewe.Planning.ReplicaSets;

/// <summary>What the planner of replicas looks at.</summary>
public sealed record ObservedReplicas
{
    /// <summary>The replica set or replication controller.</summary>
    public required ReplicaController Controller { get; init; }

    /// <summary>Pods of its namespace that match its selector or name it as owner; others do no harm.</summary>
    public required IReadOnlyList<Pod> Pods { get; init; }

    /// <summary>
    /// Pods of the controllers with the same owner (the other replica sets of a deployment), which count when the pods of the most
    /// crowded nodes are deleted first. May be empty.
    /// </summary>
    public IReadOnlyList<Pod> RelatedPods { get; init; } = [];

    /// <summary>What failed when the last plan was carried out; null after a success.</summary>
    public ReplicaFailure? Failure { get; init; }
}
