using Krewe.Planning.Scheduling.Board;

namespace Krewe.Planning.Scheduling.Scores;

/// <summary>Prefers nodes whose CPU and memory would be used to like degrees.</summary>
internal sealed class BalancedAllocationScore : INodeScore
{
    public string Name => "NodeResourcesBalancedAllocation";

    public bool Concerns(PodProfile pod, SchedulingBoard board) => true;

    public void Add(PodProfile pod, SchedulingBoard board, ReadOnlySpan<NodeSlot> nodes, Span<long> totals)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            var node = nodes[i];
            var cpu = Share(node.Allocatable.MilliCpu, node.ScoredMilliCpu + pod.ScoredMilliCpu);
            var memory = Share(node.Allocatable.Memory, node.ScoredMemory + pod.ScoredMemory);
            // The standard deviation of two numbers is half their distance.
            totals[i] += (long)((1 - Math.Abs(cpu - memory) / 2) * INodeScore.Max);
        }
    }

    private static double Share(long has, long used) => has == 0 ? 1 : Math.Min(1, (double)used / has);
}
