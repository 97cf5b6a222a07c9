using Krewe.Model.Core;
using Krewe.Planning.Scheduling.Board;
using Krewe.Planning.Scheduling.Topology;

namespace Krewe.Planning.Scheduling.Scores;

/// <summary>Prefers places that have few of the pod's like, where the pod asks to be spread if possible.</summary>
internal sealed class TopologySpreadScore : INodeScore
{
    private const long Weight = 2;

    public string Name => "PodTopologySpread";

    public bool Concerns(PodProfile pod, SchedulingBoard board) => Soft(pod).Any();

    public void Add(PodProfile pod, SchedulingBoard board, ReadOnlySpan<NodeSlot> nodes, Span<long> totals)
    {
        var raw = new long[nodes.Length];
        foreach (var constraint in Soft(pod))
        {
            var counter = board.Ledger.Count(PodTerm.Of(pod.Pod, constraint));
            for (var i = 0; i < nodes.Length; i++)
            {
                // A node without the label is in no place, and as good as the fullest.
                raw[i] += nodes[i].Labels.TryGetValue(counter.Term.TopologyKey, out var place) ? counter.In(place) : counter.Total;
            }
        }
        Normalizing.AddLowerIsBetter(raw, Weight, totals);
    }

    private static IEnumerable<TopologySpreadConstraint> Soft(PodProfile pod) =>
        pod.Pod.Spec.TopologySpreadConstraints.Where(constraint => constraint.WhenUnsatisfiable == UnsatisfiableConstraintAction.ScheduleAnyway);
}
