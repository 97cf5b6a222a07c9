using Krewe.Grains.Collections;
using Krewe.Protocol;

namespace Krewe.Grains.Nodes;

/// <summary>The conversation with the agent that is current: what it has been sent, in generations.</summary>
/// <param name="id">Name of the session.</param>
/// <param name="agent">The link to the agent.</param>
/// <param name="knownGeneration">The newest generation that the agent has from earlier sessions.</param>
internal sealed class NodeSession(string id, IAgentSession agent, long knownGeneration)
{
    private Dictionary<string, PodStamp>? _sent;
    private long _generation = knownGeneration;

    public string Id => id;

    public void Send(ServerMessage message) => agent.Send(message).Sent();

    /// <summary>Sends what is new: the whole at first, then steps; in parts what is too long for one message.</summary>
    public void Send(DesiredPods desired)
    {
        var sent = _sent ?? [];
        var withdrawn = sent.Keys.Where(uid => !desired.Pods.ContainsKey(uid)).ToList();
        var changed = desired.Pods.Where(pod => !sent.TryGetValue(pod.Key, out var stamp) || stamp != pod.Value.Stamp).Select(pod => pod.Value).ToList();
        if (_sent is not null && changed.Count == 0 && withdrawn.Count == 0)
            return;
        var from = _generation;
        // An agent may know of a later generation than this control plane, which may have been restored from a backup: go on from there.
        _generation = desired.Revision > from ? desired.Revision : from + 1;
        var lists = AssignmentPiece.Pack(changed.SelectMany(pod => pod.Pieces));
        var parts = lists.Count - 1;
        for (var i = 0; i < parts; i++)
            Send(new DesiredPart { Generation = _generation, Number = i + 1, Pods = lists[i] });
        Send(_sent is null
            ? new DesiredState { Generation = _generation, Pods = lists[^1], Parts = parts }
            : new DesiredChange { From = from, Generation = _generation, Assigned = lists[^1], Withdrawn = withdrawn, Parts = parts });
        _sent = desired.Pods.ToDictionary(pod => pod.Key, pod => pod.Value.Stamp, StringComparer.Ordinal);
    }
}
