namespace Krewe.Planning.Nodes;

/// <summary>How many of the cluster's nodes are silent: what one node's silence means depends on it.</summary>
/// <param name="Nodes">All nodes.</param>
/// <param name="Silent">Nodes that are not heard.</param>
/// <param name="LastSuspiciousEviction">When a node's pods were evicted last while most were silent.</param>
public readonly record struct ClusterSilence(int Nodes, int Silent, DateTimeOffset? LastSuspiciousEviction = null)
{
    /// <summary>Every node is heard.</summary>
    public static ClusterSilence None => default;

    /// <summary>
    /// True if so many nodes are silent that the control plane rather than the nodes may be cut off. A single node out of two or three
    /// is not suspicious.
    /// </summary>
    public bool IsSuspicious(NodeHealthPolicy policy) => IsTotal || Silent > 2 && Silent >= policy.SuspiciousShare * Nodes;

    /// <summary>
    /// Until when pods of silent nodes are left where they are: for ever while no node of several is heard or most of a small cluster
    /// is silent, one node at a time while most of a large one is, and not at all otherwise.
    /// </summary>
    public DateTimeOffset EvictionsHeldUntil(NodeHealthPolicy policy, DateTimeOffset now) =>
        !IsSuspicious(policy) ? now
        : IsTotal || Nodes <= policy.SmallCluster ? DateTimeOffset.MaxValue
        : (LastSuspiciousEviction ?? DateTimeOffset.MinValue) + policy.SuspiciousInterval is var next && next > now ? next : now;

    // A cluster of one has nowhere to move pods to, and its silence tells nothing of the control plane.
    private bool IsTotal => Nodes > 1 && Silent == Nodes;
}
