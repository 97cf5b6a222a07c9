using System.Buffers;
using Krewe.Planning.Scheduling.Board;

namespace Krewe.Planning.Scheduling.Scores;

/// <summary>Spreads the pods of one controller: prefers nodes that have few of them.</summary>
internal sealed class SelectorSpreadScore : INodeScore
{
    private const long Weight = 2;

    public string Name => "SelectorSpread";

    // Constraints of the pod's own take the place of the default.
    public bool Concerns(PodProfile pod, SchedulingBoard board) => pod.ControllerUid is not null && pod.Pod.Spec.TopologySpreadConstraints.Count == 0;

    public void Add(PodProfile pod, SchedulingBoard board, ReadOnlySpan<NodeSlot> nodes, Span<long> totals)
    {
        var buffer = ArrayPool<long>.Shared.Rent(nodes.Length);
        var raw = buffer.AsSpan(0, nodes.Length);
        var counts = board.Spread.Of(pod.ControllerUid!);
        for (var i = 0; i < nodes.Length; i++)
            raw[i] = counts.GetValueOrDefault(nodes[i]);
        Normalizing.AddLowerIsBetter(raw, Weight, totals);
        ArrayPool<long>.Shared.Return(buffer);
    }
}
