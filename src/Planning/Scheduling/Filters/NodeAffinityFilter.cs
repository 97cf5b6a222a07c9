using Krewe.Planning.Scheduling.Board;

namespace Krewe.Planning.Scheduling.Filters;

/// <summary>Keeps pods on the nodes that their node selector and their required node affinity name.</summary>
internal sealed class NodeAffinityFilter : INodeFilter, INodeCheck
{
    public string Name => "NodeAffinity";

    public INodeCheck? For(PodProfile pod, SchedulingBoard board) =>
        pod.NodeAffinity is null && pod.Pod.Spec.NodeSelector.Count == 0 ? null : this;

    public bool Admits(PodProfile pod, NodeSlot node) => NodeMatching.Matches(pod, node);

    public IEnumerable<string> Refusals(PodProfile pod, NodeSlot node) => ["node(s) didn't match Pod's node affinity/selector"];
}
