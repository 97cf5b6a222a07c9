using Krewe.Planning.Scheduling.Board;

namespace Krewe.Planning.Scheduling.Filters;

/// <summary>Keeps two pods from wanting the same port of one machine.</summary>
internal sealed class NodePortsFilter : INodeFilter, INodeCheck
{
    public string Name => "NodePorts";

    public INodeCheck? For(PodProfile pod, SchedulingBoard board) => pod.Ports.Count == 0 ? null : this;

    public bool Admits(PodProfile pod, NodeSlot node) => !node.Ports.Any(taken => pod.Ports.Any(taken.ConflictsWith));

    public IEnumerable<string> Refusals(PodProfile pod, NodeSlot node) => ["node(s) didn't have free ports for the requested pod ports"];
}
