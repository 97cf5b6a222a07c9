using Krewe.Planning.Scheduling.Board;
using Krewe.Planning.Scheduling.Filters;

namespace Krewe.Planning.Scheduling.Scores;

/// <summary>Prefers the nodes that the pod's preferred node affinity names.</summary>
internal sealed class NodeAffinityScore : INodeScore
{
    private const long Weight = 2;

    public string Name => "NodeAffinity";

    public bool Concerns(PodProfile pod, SchedulingBoard board) =>
        pod.Pod.Spec.Affinity?.NodeAffinity is { PreferredDuringSchedulingIgnoredDuringExecution.Count: > 0 };

    public void Add(PodProfile pod, SchedulingBoard board, ReadOnlySpan<NodeSlot> nodes, Span<long> totals)
    {
        var raw = new long[nodes.Length];
        foreach (var preferred in pod.Pod.Spec.Affinity!.NodeAffinity!.PreferredDuringSchedulingIgnoredDuringExecution)
        {
            for (var i = 0; i < nodes.Length; i++)
            {
                if (NodeMatching.Matches(preferred.Preference, nodes[i]))
                    raw[i] += preferred.Weight ?? 0;
            }
        }
        Normalizing.AddHigherIsBetter(raw, Weight, totals);
    }
}
