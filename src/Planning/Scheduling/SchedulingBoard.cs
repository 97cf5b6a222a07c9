using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Planning.Comparison;
using Krewe.Planning.Pods;
using Krewe.Planning.Scheduling.Board;
using Krewe.Planning.Scheduling.Topology;

namespace Krewe.Planning.Scheduling;

/// <summary>
/// The nodes and what is taken of them, kept up to date change by change, so that a decision needs no list of all pods. Mutable and not
/// safe for several threads: it belongs to one scheduler, which feeds it every change of nodes and pods.
/// </summary>
public sealed class SchedulingBoard
{
    private readonly Dictionary<string, NodeSlot> _slots = new(StringComparer.Ordinal);
    private readonly List<NodeSlot> _nodes = [];
    private readonly Dictionary<ObjectKey, PlacedPod> _pods = [];
    private readonly TopologyLedger _ledger;
    private readonly ControllerSpread _spread = new();
    private int _cursor;

    /// <summary>An empty board.</summary>
    public SchedulingBoard() => _ledger = new TopologyLedger(_pods, _slots);

    /// <summary>Number of nodes.</summary>
    public int NodeCount => _nodes.Count;

    /// <summary>
    /// Rises when a refused pod may have become placeable: a node came or changed, a pod went. While it stays, planning for the same
    /// refused pods again gives the same refusals.
    /// </summary>
    public long Openings { get; private set; }

    internal IReadOnlyList<NodeSlot> Nodes => _nodes;

    internal TopologyLedger Ledger => _ledger;

    internal ControllerSpread Spread => _spread;

    /// <summary>A node as it is now.</summary>
    public void SetNode(Node node)
    {
        var name = node.Metadata.Name ?? "";
        if (!_slots.TryGetValue(name, out var slot))
        {
            slot = new NodeSlot(name);
            _slots.Add(name, slot);
            _nodes.Add(slot);
            foreach (var pod in _pods.Values.Where(pod => pod.NodeName == name))
            {
                slot.Take(pod.Profile);
                _spread.Change(pod.Profile, slot, 1);
            }
        }
        else if (slot.Node.Spec == node.Spec
            && Contents.Same(slot.Node.Metadata.Labels, node.Metadata.Labels)
            && Contents.Same(slot.Node.Status.Allocatable, node.Status.Allocatable))
        {
            return;
        }
        slot.Describe(node);
        _ledger.Reset();
        Openings++;
    }

    /// <summary>A node is gone; what runs on it does not count until it is back.</summary>
    public void RemoveNode(string name)
    {
        if (!_slots.Remove(name, out var slot))
            return;
        _nodes.Remove(slot);
        _spread.Drop(slot);
        _ledger.Reset();
        // Balance among the other nodes may have been what was refused.
        Openings++;
    }

    /// <summary>A pod as it is now. Counts what it takes if it has a node and is not finished; takes the place of an assumption.</summary>
    public void SetPod(Pod pod)
    {
        var key = KeyOf(pod);
        if (!pod.IsBound() || pod.IsFinished())
        {
            // News of a pod that is not bound yet may be older than the decision to bind it.
            if (pod.IsFinished() || !_pods.TryGetValue(key, out var assumed) || !assumed.Assumed || assumed.Profile.Pod.Metadata.Uid != pod.Metadata.Uid)
                RemovePod(key);
            return;
        }
        if (_pods.TryGetValue(key, out var old))
        {
            if (IsUnchanged(old, pod))
            {
                _pods[key] = old with { Assumed = false };
                return;
            }
            TakeOff(key, old);
        }
        Place(PodProfile.Of(pod), pod.Spec.NodeName!, assumed: false);
    }

    /// <summary>A pod is gone.</summary>
    public void RemovePod(ObjectKey key)
    {
        if (!_pods.TryGetValue(key, out var old))
            return;
        TakeOff(key, old);
        Openings++;
    }

    /// <summary>Takes back a placement that could not be bound; one that was confirmed by <see cref="SetPod"/> stays.</summary>
    public void Forget(ObjectKey key)
    {
        if (_pods.TryGetValue(key, out var pod) && pod.Assumed)
            RemovePod(key);
    }

    internal bool Has(ObjectKey key) => _pods.ContainsKey(key);

    internal void Assume(PodProfile pod, NodeSlot node) => Place(pod, node.Name, assumed: true);

    /// <summary>The nodes from where the last look ended, so that a look at a part of them is fair to all.</summary>
    internal NodeSlot NodeAt(int offset) => _nodes[(_cursor + offset) % _nodes.Count];

    internal void Advance(int looked) => _cursor = _nodes.Count == 0 ? 0 : (_cursor + looked) % _nodes.Count;

    private void Place(PodProfile pod, string nodeName, bool assumed)
    {
        _pods[pod.Key] = new PlacedPod(pod, nodeName, assumed);
        if (!_slots.TryGetValue(nodeName, out var slot))
            return;
        slot.Take(pod);
        _spread.Change(pod, slot, 1);
        _ledger.Add(pod, slot);
    }

    private void TakeOff(ObjectKey key, PlacedPod old)
    {
        _pods.Remove(key);
        if (!_slots.TryGetValue(old.NodeName, out var slot))
            return;
        slot.Release(old.Profile);
        _spread.Change(old.Profile, slot, -1);
        _ledger.Remove(old.Profile, slot);
    }

    private static bool IsUnchanged(PlacedPod old, Pod pod) =>
        old.NodeName == pod.Spec.NodeName
        && old.Profile.Pod.Metadata.Uid == pod.Metadata.Uid
        && old.Profile.Pod.IsTerminating() == pod.IsTerminating()
        && Contents.Same(old.Profile.Pod.Metadata.Labels, pod.Metadata.Labels)
        && old.Profile.Pod.Spec == pod.Spec with { NodeName = old.Profile.Pod.Spec.NodeName };

    private static ObjectKey KeyOf(Pod pod) => new(pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? "");
}
