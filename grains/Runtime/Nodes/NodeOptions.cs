using Krewe.Planning.Nodes;

namespace Krewe.Grains.Nodes;

/// <summary>How nodes are watched over.</summary>
public sealed record NodeOptions
{
    /// <summary>An agent says something at least this often. A second costs nothing over a connection that stands, and makes seconds of silence tell.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// When a node counts as lost. Four seconds are four missed heartbeats in a row: more than a pause of a busy machine, and still
    /// soon enough that users see a lost node at once.
    /// </summary>
    public NodeHealthPolicy Health { get; init; } = new() { SilenceLimit = TimeSpan.FromSeconds(4) };

    /// <summary>How long a restarted control plane waits for agents to come back before silence counts.</summary>
    public TimeSpan ReturnGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often a node that is not ready is looked at: what becomes of its pods depends on how many others are silent, and nobody
    /// signals that.
    /// </summary>
    public TimeSpan NotReadyInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How soon a ConfigMap or Secret that a pod waits for is looked for again.</summary>
    public TimeSpan MissingReferenceInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How soon changes of ConfigMaps and Secrets that pods use reach the node; the kubelet's own interval.</summary>
    public TimeSpan ReferenceInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long pods of a node that does not exist are kept, in case the node is just being registered.</summary>
    public TimeSpan MissingNodeGrace { get; init; } = TimeSpan.FromSeconds(20);

    internal IEnumerable<string> Errors()
    {
        if (HeartbeatInterval <= TimeSpan.Zero) yield return $"{nameof(HeartbeatInterval)} must be positive";
        if (Health.SilenceLimit < HeartbeatInterval * 2) yield return $"{nameof(Health)}.{nameof(Health.SilenceLimit)} must be at least two heartbeats";
        if (ReturnGrace < TimeSpan.Zero) yield return $"{nameof(ReturnGrace)} must not be negative";
        if (NotReadyInterval <= TimeSpan.Zero) yield return $"{nameof(NotReadyInterval)} must be positive";
        if (MissingReferenceInterval <= TimeSpan.Zero) yield return $"{nameof(MissingReferenceInterval)} must be positive";
        if (ReferenceInterval <= TimeSpan.Zero) yield return $"{nameof(ReferenceInterval)} must be positive";
        if (MissingNodeGrace < TimeSpan.Zero) yield return $"{nameof(MissingNodeGrace)} must not be negative";
    }
}
