namespace Krewe.Planning.Nodes;

/// <summary>How many of the cluster's nodes are silent: what one node's silence means depends on it.</summary>
/// <param name="Nodes">All nodes.</param>
/// <param name="Silent">Nodes that are not heard.</param>
/// <param name="LastSuspiciousEviction">When a node's pods were evicted last while most were silent.</param>
public readonly record struct ClusterSilence(int Nodes, int Silent, DateTimeOffset? LastSuspiciousEviction = null)
{
    /// <summary>One node, heard.</summary>
    public static ClusterSilence None => default;
}
