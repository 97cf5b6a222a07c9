using Krewe.Planning.Scheduling.Board;

namespace Krewe.Planning.Scheduling.Scores;

/// <summary>Prefers nodes of which most would be left.</summary>
internal sealed class LeastAllocatedScore : INodeScore
{
    public string Name => "NodeResourcesFit";

    public bool Concerns(PodProfile pod, SchedulingBoard board) => true;

    public void Add(PodProfile pod, SchedulingBoard board, ReadOnlySpan<NodeSlot> nodes, Span<long> totals)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            var node = nodes[i];
            totals[i] += (Left(node.Allocatable.MilliCpu, node.ScoredMilliCpu + pod.ScoredMilliCpu)
                + Left(node.Allocatable.Memory, node.ScoredMemory + pod.ScoredMemory)) / 2;
        }
    }

    private static long Left(long has, long used) => has == 0 || used > has ? 0 : (long)((has - used) * (double)INodeScore.Max / has);
}
