using Krewe.Planning.Scheduling.Board;

namespace Krewe.Planning.Scheduling.Filters;

/// <summary>Keeps the requests of a node's pods within what the node has to give.</summary>
internal sealed class NodeResourcesFilter : INodeFilter, INodeCheck
{
    public string Name => "NodeResourcesFit";

    public INodeCheck For(PodProfile pod, SchedulingBoard board) => this;

    public bool Admits(PodProfile pod, NodeSlot node)
    {
        var (asked, used, has) = (pod.Requests, node.Used, node.Allocatable);
        return node.Pods < node.MaxPods
            && Fits(asked.MilliCpu, used.MilliCpu, has.MilliCpu)
            && Fits(asked.Memory, used.Memory, has.Memory)
            && Fits(asked.Storage, used.Storage, has.Storage)
            && (asked.Extended is null || !LacksExtended(pod, node).Any());
    }

    public IEnumerable<string> Refusals(PodProfile pod, NodeSlot node)
    {
        var (asked, used, has) = (pod.Requests, node.Used, node.Allocatable);
        if (node.Pods >= node.MaxPods)
            yield return "Too many pods";
        if (!Fits(asked.MilliCpu, used.MilliCpu, has.MilliCpu))
            yield return "Insufficient cpu";
        if (!Fits(asked.Memory, used.Memory, has.Memory))
            yield return "Insufficient memory";
        if (!Fits(asked.Storage, used.Storage, has.Storage))
            yield return "Insufficient ephemeral-storage";
        foreach (var name in LacksExtended(pod, node))
            yield return $"Insufficient {name}";
    }

    // What asks for nothing fits everywhere, even where less than nothing is left.
    private static bool Fits(long asked, long used, long has) => asked == 0 || asked <= has - used;

    private static IEnumerable<string> LacksExtended(PodProfile pod, NodeSlot node)
    {
        foreach (var (name, asked) in pod.Requests.Extended ?? Nothing)
        {
            if (!Fits(asked, node.Used.Extended?.GetValueOrDefault(name) ?? 0, node.Allocatable.Extended?.GetValueOrDefault(name) ?? 0))
                yield return name;
        }
    }

    private static readonly Dictionary<string, long> Nothing = [];
}
