using Krewe.Model.Core;
using Krewe.Planning.Nodes;
using Krewe.Planning.Scheduling.Board;

namespace Krewe.Planning.Scheduling.Filters;

/// <summary>Keeps pods off cordoned nodes unless they tolerate that.</summary>
internal sealed class NodeUnschedulableFilter : INodeFilter, INodeCheck
{
    private static readonly Taint Cordon = new() { Key = NodeTaints.Unschedulable, Effect = TaintEffect.NoSchedule };

    public string Name => "NodeUnschedulable";

    public INodeCheck? For(PodProfile pod, SchedulingBoard board) => TolerationRule.Tolerates(pod.Tolerations, Cordon) ? null : this;

    public bool Admits(PodProfile pod, NodeSlot node) => !node.Unschedulable;

    public IEnumerable<string> Refusals(PodProfile pod, NodeSlot node) => ["node(s) were unschedulable"];
}
