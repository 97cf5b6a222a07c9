namespace Krewe.Planning.Scheduling.Scores;

/// <summary>All scores; weights are those of Kubernetes' default profile.</summary>
internal static class NodeScores
{
    public static IReadOnlyList<INodeScore> All { get; } =
    [
        new LeastAllocatedScore(),
        new BalancedAllocationScore(),
        new NodeAffinityScore(),
        new TaintTolerationScore(),
        new SelectorSpreadScore(),
        new TopologySpreadScore(),
        new PodAffinityScore(),
    ];
}
