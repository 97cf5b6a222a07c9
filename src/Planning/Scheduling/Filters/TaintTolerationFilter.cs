using Krewe.Model.Core;
using Krewe.Planning.Nodes;
using Krewe.Planning.Scheduling.Board;

namespace Krewe.Planning.Scheduling.Filters;

/// <summary>Keeps pods off nodes with taints that they do not tolerate; nodes that are not ready have such taints.</summary>
internal sealed class TaintTolerationFilter : INodeFilter, INodeCheck
{
    public string Name => "TaintToleration";

    public INodeCheck For(PodProfile pod, SchedulingBoard board) => this;

    public bool Admits(PodProfile pod, NodeSlot node) => node.HardTaints.Count == 0 || Untolerated(pod, node) is null;

    public IEnumerable<string> Refusals(PodProfile pod, NodeSlot node)
    {
        var taint = Untolerated(pod, node);
        return [$"node(s) had untolerated taint {{{taint?.Key}: {taint?.Value}}}"];
    }

    private static Taint? Untolerated(PodProfile pod, NodeSlot node)
    {
        foreach (var taint in node.HardTaints)
        {
            if (!TolerationRule.Tolerates(pod.Tolerations, taint))
                return taint;
        }
        return null;
    }
}
