using Krewe.Model.Kinds;
using Krewe.Planning.Pods;
using Krewe.Planning.Scheduling.Board;

namespace Krewe.Planning.Scheduling.Topology;

/// <summary>
/// Counts of pods by place, for spreading and (anti-)affinity. A count is made when a pod first asks for it and kept up to date by
/// every placement from then on, so that thousands of like pods cost one scan.
/// </summary>
internal sealed class TopologyLedger(IReadOnlyDictionary<ObjectKey, PlacedPod> pods, IReadOnlyDictionary<string, NodeSlot> slots)
{
    private const int MaxCounters = 1024;

    private readonly Dictionary<(string, string, string), TopologyCounter> _counters = [];
    private readonly Dictionary<string, IReadOnlyCollection<string>> _places = new(StringComparer.Ordinal);
    private Dictionary<(string, string, string), TopologyCounter>? _repelling;

    /// <summary>Pods that a term selects, by place.</summary>
    public TopologyCounter Count(PodTerm term)
    {
        if (_counters.TryGetValue(term.Key, out var counter))
            return counter;
        if (_counters.Count >= MaxCounters)
            _counters.Clear();
        counter = new TopologyCounter(term);
        foreach (var (pod, slot) in Placed())
        {
            if (Counts(pod, term))
                counter.Change(slot.Labels, 1);
        }
        _counters.Add(term.Key, counter);
        return counter;
    }

    /// <summary>All places by a label of nodes.</summary>
    public IReadOnlyCollection<string> Places(string topologyKey)
    {
        if (!_places.TryGetValue(topologyKey, out var places))
            _places.Add(topologyKey, places = slots.Values.Select(slot => slot.Labels.GetValueOrDefault(topologyKey)).OfType<string>().ToHashSet(StringComparer.Ordinal));
        return places;
    }

    /// <summary>Pods that want none near them that their term selects, by place and term.</summary>
    public IEnumerable<TopologyCounter> Repelling
    {
        get
        {
            if (_repelling is null)
            {
                _repelling = [];
                foreach (var (pod, slot) in Placed())
                    Repel(pod, slot, 1);
            }
            return _repelling.Values;
        }
    }

    public void Add(PodProfile pod, NodeSlot slot) => Change(pod, slot, 1);

    public void Remove(PodProfile pod, NodeSlot slot) => Change(pod, slot, -1);

    /// <summary>Places have changed: counts are made anew when they are asked for.</summary>
    public void Reset()
    {
        _counters.Clear();
        _places.Clear();
        _repelling = null;
    }

    private void Change(PodProfile pod, NodeSlot slot, int by)
    {
        foreach (var counter in _counters.Values)
        {
            if (Counts(pod, counter.Term))
                counter.Change(slot.Labels, by);
        }
        if (_repelling is not null)
            Repel(pod, slot, by);
    }

    private void Repel(PodProfile pod, NodeSlot slot, int by)
    {
        foreach (var term in pod.AntiAffinity)
        {
            if (!_repelling!.TryGetValue(term.Key, out var counter))
                _repelling.Add(term.Key, counter = new TopologyCounter(term));
            counter.Change(slot.Labels, by);
            if (counter.Total == 0)
                _repelling.Remove(term.Key);
        }
    }

    // Pods that end make room for their successors.
    private static bool Counts(PodProfile pod, PodTerm term) => !pod.Pod.IsTerminating() && term.Selects(pod.Pod);

    private IEnumerable<(PodProfile Pod, NodeSlot Slot)> Placed()
    {
        foreach (var placed in pods.Values)
        {
            if (slots.TryGetValue(placed.NodeName, out var slot))
                yield return (placed.Profile, slot);
        }
    }
}
