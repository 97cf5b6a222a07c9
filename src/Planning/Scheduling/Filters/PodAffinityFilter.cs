using Krewe.Planning.Scheduling.Board;
using Krewe.Planning.Scheduling.Topology;

namespace Krewe.Planning.Scheduling.Filters;

/// <summary>Keeps pods near those that they need, away from those that they cannot bear, and away from those that cannot bear them.</summary>
internal sealed class PodAffinityFilter : INodeFilter
{
    public string Name => "InterPodAffinity";

    public INodeCheck? For(PodProfile pod, SchedulingBoard board)
    {
        var needed = PodTerm.Required(pod.Pod, pod.Pod.Spec.Affinity?.PodAffinity?.RequiredDuringSchedulingIgnoredDuringExecution);
        var repelling = board.Ledger.Repelling.Where(counter => counter.Term.Selects(pod.Pod)).ToList();
        if (needed.Count == 0 && pod.AntiAffinity.Count == 0 && repelling.Count == 0)
            return null;

        var near = needed.Select(board.Ledger.Count).ToList();
        // The first of a group that wants to be together has nobody to join yet.
        var founds = near.TrueForAll(counter => counter.Total == 0 && counter.Term.Selects(pod.Pod));
        return new Check(near, founds, [.. pod.AntiAffinity.Select(board.Ledger.Count)], repelling);
    }

    private sealed class Check(
        List<TopologyCounter> near, bool founds, List<TopologyCounter> far, List<TopologyCounter> repelling) : INodeCheck
    {
        public bool Admits(PodProfile pod, NodeSlot node) => IsNear(node) && !Has(far, node) && !Has(repelling, node);

        public IEnumerable<string> Refusals(PodProfile pod, NodeSlot node) =>
            [!IsNear(node) ? "node(s) didn't match pod affinity rules"
                : Has(far, node) ? "node(s) didn't match pod anti-affinity rules"
                : "node(s) didn't satisfy existing pods anti-affinity rules"];

        private bool IsNear(NodeSlot node)
        {
            foreach (var counter in near)
            {
                if (!node.Labels.TryGetValue(counter.Term.TopologyKey, out var place) || !founds && counter.In(place) == 0)
                    return false;
            }
            return true;
        }

        private static bool Has(List<TopologyCounter> counters, NodeSlot node)
        {
            foreach (var counter in counters)
            {
                if (node.Labels.TryGetValue(counter.Term.TopologyKey, out var place) && counter.In(place) > 0)
                    return true;
            }
            return false;
        }
    }
}
