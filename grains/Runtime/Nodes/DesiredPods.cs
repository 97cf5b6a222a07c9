using Krewe.Model.Core;

namespace Krewe.Grains.Nodes;

/// <summary>What a node shall run, at one moment.</summary>
/// <param name="Revision">Rises whenever any of it changes, over all restarts: the sum of the revisions of the collections that it is read from.</param>
/// <param name="Pods">The assignments by UID.</param>
/// <param name="HasReferences">True if a pod uses a ConfigMap or Secret.</param>
/// <param name="MissesReferences">True if one of them does not exist.</param>
internal sealed record DesiredPods(long Revision, IReadOnlyDictionary<string, DesiredPod> Pods, bool HasReferences, bool MissesReferences);

/// <summary>
/// A pod with what it needs, in pieces that each fit into a message, and what of it the agent must hear: while the stamp stays the same it
/// need not be sent again.
/// </summary>
internal sealed record DesiredPod(IReadOnlyList<AssignmentPiece> Pieces, PodStamp Stamp)
{
    /// <summary>The pod itself, which each piece names.</summary>
    public Pod Pod => Pieces[0].Assignment.Pod;
}

/// <summary>
/// Stands for all of an assignment that matters to the agent. The status does not: the agent itself is its source, and hearing each of
/// its own reports back would double the traffic.
/// </summary>
internal readonly record struct PodStamp(long Generation, DateTimeOffset? DeletionTimestamp, long? Grace, int Metadata, long References);
