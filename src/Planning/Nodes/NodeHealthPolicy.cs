namespace Krewe.Planning.Nodes;

/// <summary>How long nodes may be silent, and how careful to be when many are.</summary>
public sealed record NodeHealthPolicy
{
    /// <summary>
    /// Silence after which a node counts as lost. Default 5 s: heartbeats come each second or two over an open connection, so that
    /// several must be missing; Kubernetes polls and waits for 40 s to 50 s.
    /// </summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a new node may take to its first heartbeat. Default 60 s.</summary>
    public TimeSpan StartupGrace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Share of silent nodes from which evictions slow down: then it is more likely that the control plane is cut off than that so many
    /// machines have died. Default 0.55. When every node is silent nothing is evicted.
    /// </summary>
    public double SuspiciousShare { get; init; } = 0.55;

    /// <summary>Clusters of up to this many nodes stop evictions altogether where larger ones slow down. Default 50.</summary>
    public int SmallCluster { get; init; } = 50;

    /// <summary>Between the evictions of one node and the next while suspicious. Default 100 s.</summary>
    public TimeSpan SuspiciousInterval { get; init; } = TimeSpan.FromSeconds(100);
}
