using Krewe.Planning.Nodes;
using Krewe.Planning.Scheduling.Board;

namespace Krewe.Planning.Scheduling.Scores;

/// <summary>Prefers nodes without taints that would rather not have the pod.</summary>
internal sealed class TaintTolerationScore : INodeScore
{
    private const long Weight = 3;

    public string Name => "TaintToleration";

    public bool Concerns(PodProfile pod, SchedulingBoard board) => true;

    public void Add(PodProfile pod, SchedulingBoard board, ReadOnlySpan<NodeSlot> nodes, Span<long> totals)
    {
        long[]? raw = null;
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].SoftTaints.Count > 0)
                (raw ??= new long[nodes.Length])[i] = nodes[i].SoftTaints.Count(taint => !TolerationRule.Tolerates(pod.Tolerations, taint));
        }
        if (raw is not null)
            Normalizing.AddLowerIsBetter(raw, Weight, totals);
    }
}
