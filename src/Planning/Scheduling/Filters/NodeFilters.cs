namespace Krewe.Planning.Scheduling.Filters;

/// <summary>All filters, in the order in which they are asked: what a node is, then what is left of it, then who is near.</summary>
internal static class NodeFilters
{
    public static IReadOnlyList<INodeFilter> All { get; } =
    [
        new NodeUnschedulableFilter(),
        new TaintTolerationFilter(),
        new NodeAffinityFilter(),
        new NodePortsFilter(),
        new NodeResourcesFilter(),
        new TopologySpreadFilter(),
        new PodAffinityFilter(),
    ];
}
