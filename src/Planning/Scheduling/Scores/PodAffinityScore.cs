using Krewe.Model.Core;
using Krewe.Planning.Scheduling.Board;
using Krewe.Planning.Scheduling.Topology;

namespace Krewe.Planning.Scheduling.Scores;

/// <summary>Prefers nodes near the pods that the pod would like to be near, and far from those that it would rather not.</summary>
internal sealed class PodAffinityScore : INodeScore
{
    private const long Weight = 2;

    public string Name => "InterPodAffinity";

    public bool Concerns(PodProfile pod, SchedulingBoard board) => Preferred(pod).Any();

    public void Add(PodProfile pod, SchedulingBoard board, ReadOnlySpan<NodeSlot> nodes, Span<long> totals)
    {
        var raw = new long[nodes.Length];
        foreach (var (term, weight) in Preferred(pod))
        {
            var counter = board.Ledger.Count(PodTerm.Of(pod.Pod, term));
            for (var i = 0; i < nodes.Length; i++)
            {
                if (nodes[i].Labels.TryGetValue(counter.Term.TopologyKey, out var place))
                    raw[i] += (long)weight * counter.In(place);
            }
        }
        Normalizing.AddByRange(raw, Weight, totals);
    }

    private static IEnumerable<(PodAffinityTerm Term, int Weight)> Preferred(PodProfile pod)
    {
        foreach (var near in pod.Pod.Spec.Affinity?.PodAffinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? [])
            yield return (near.PodAffinityTerm, near.Weight ?? 0);
        foreach (var far in pod.Pod.Spec.Affinity?.PodAntiAffinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? [])
            yield return (far.PodAffinityTerm, -(far.Weight ?? 0));
    }
}
