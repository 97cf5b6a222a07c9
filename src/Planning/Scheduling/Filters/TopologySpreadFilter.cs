using Krewe.Model.Core;
using Krewe.Planning.Nodes;
using Krewe.Planning.Scheduling.Board;
using Krewe.Planning.Scheduling.Topology;

namespace Krewe.Planning.Scheduling.Filters;

/// <summary>Keeps the numbers of a pod's like in different places from differing by more than the allowed skew.</summary>
internal sealed class TopologySpreadFilter : INodeFilter
{
    public string Name => "PodTopologySpread";

    public INodeCheck? For(PodProfile pod, SchedulingBoard board)
    {
        var hard = pod.Pod.Spec.TopologySpreadConstraints
            .Where(constraint => constraint.WhenUnsatisfiable != UnsatisfiableConstraintAction.ScheduleAnyway)
            .ToList();
        return hard.Count == 0 ? null : new Check([.. hard.Select(constraint => Bound.Of(pod, constraint, board))]);
    }

    /// <summary>One constraint with the numbers that decide it.</summary>
    private sealed record Bound(TopologyCounter Counter, int Minimum, int Self, int MaxSkew)
    {
        public bool Lacks(NodeSlot node) => !node.Labels.ContainsKey(Counter.Term.TopologyKey);

        public bool Exceeds(NodeSlot node) => Counter.In(node.Labels[Counter.Term.TopologyKey]) + Self - Minimum > MaxSkew;

        public static Bound Of(PodProfile pod, TopologySpreadConstraint constraint, SchedulingBoard board)
        {
            var counter = board.Ledger.Count(PodTerm.Of(pod.Pod, constraint));
            var places = Places(pod, constraint, board);
            var minimum = places.Count == 0 || places.Count < (constraint.MinDomains ?? 1) ? 0 : places.Min(counter.In);
            return new Bound(counter, minimum, counter.Term.Selects(pod.Pod) ? 1 : 0, constraint.MaxSkew ?? 1);
        }

        private static IReadOnlyCollection<string> Places(PodProfile pod, TopologySpreadConstraint constraint, SchedulingBoard board)
        {
            var key = constraint.TopologyKey ?? "";
            var anywhere = pod.NodeAffinity is null && pod.Pod.Spec.NodeSelector.Count == 0 && constraint.NodeTaintsPolicy != NodeInclusionPolicy.Honor;
            return anywhere ? board.Ledger.Places(key) : board.Nodes
                .Where(node => IsOpen(pod, constraint, node))
                .Select(node => node.Labels.GetValueOrDefault(key))
                .OfType<string>()
                .ToHashSet(StringComparer.Ordinal);
        }

        private static bool IsOpen(PodProfile pod, TopologySpreadConstraint constraint, NodeSlot node) =>
            (constraint.NodeAffinityPolicy == NodeInclusionPolicy.Ignore || NodeMatching.Matches(pod, node))
            && (constraint.NodeTaintsPolicy != NodeInclusionPolicy.Honor
                || node.HardTaints.All(taint => TolerationRule.Tolerates(pod.Tolerations, taint)));
    }

    private sealed class Check(IReadOnlyList<Bound> bounds) : INodeCheck
    {
        public bool Admits(PodProfile pod, NodeSlot node)
        {
            foreach (var bound in bounds)
            {
                if (bound.Lacks(node) || bound.Exceeds(node))
                    return false;
            }
            return true;
        }

        public IEnumerable<string> Refusals(PodProfile pod, NodeSlot node) => bounds.Any(bound => bound.Lacks(node))
            ? ["node(s) didn't match pod topology spread constraints (missing required label)"]
            : ["node(s) didn't match pod topology spread constraints"];
    }
}
