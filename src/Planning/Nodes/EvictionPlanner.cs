using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Planning.Plans;
using Krewe.Planning.Pods;

namespace Krewe.Planning.Nodes;

/// <summary>
/// Decides which pods a node loses, and when: those that do not tolerate its NoExecute taints, each at the end of its shortest
/// toleration. Silence is doubted when most of the cluster is silent, for then it is likely the control plane that is cut off.
/// </summary>
public static class EvictionPlanner
{
    /// <summary>Plans for the pods that are bound to one node.</summary>
    public static EvictionPlan Plan(Node node, IReadOnlyList<Pod> pods, ClusterSilence silence, NodeHealthPolicy policy, DateTimeOffset now)
    {
        var alive = pods.Where(pod => pod.Spec.NodeName == node.Metadata.Name && !pod.IsFinished()).ToList();
        var taints = node.Spec.Taints.Where(taint => taint.Effect == TaintEffect.NoExecute).ToList();
        var heldUntil = taints.Any(taint => taint.Key == NodeTaints.Unreachable) ? silence.EvictionsHeldUntil(policy, now) : now;

        List<PlannedDeletion<Pod>> delete = [];
        DateTimeOffset? next = null;
        foreach (var pod in alive.Where(pod => !pod.IsTerminating()))
        {
            if (EvictAt(pod, taints, now) is not { } due)
                continue;
            var at = due > heldUntil ? due : heldUntil;
            if (at <= now)
                delete.Add(Eviction(pod));
            else if (at < DateTimeOffset.MaxValue && (next is null || at < next))
                next = at;
        }
        return new EvictionPlan { NotReady = NotReady(node, alive, now), Delete = delete, LookAgainAt = next };
    }

    /// <summary>When the pod has to go; null if it tolerates all taints for ever.</summary>
    private static DateTimeOffset? EvictAt(Pod pod, List<Taint> taints, DateTimeOffset now)
    {
        DateTimeOffset? earliest = null;
        foreach (var taint in taints)
        {
            var fitting = pod.Spec.Tolerations.Where(toleration => TolerationRule.Tolerates(toleration, taint)).ToList();
            if (fitting.Count == 0)
                return now;
            // The shortest of several tolerations counts, as in Kubernetes; one without a limit does not shorten.
            if (fitting.Min(toleration => toleration.TolerationSeconds) is not { } seconds)
                continue;
            var at = (taint.TimeAdded ?? now).After(seconds);
            if (earliest is null || at < earliest)
                earliest = at;
        }
        return earliest;
    }

    private static PlannedDeletion<Pod> Eviction(Pod pod) => new(
        pod, PlannedEvent.Normal(pod, "TaintManagerEviction", $"Marking for deletion Pod {pod.Metadata.Namespace}/{pod.Metadata.Name}"));

    // Pods of a node that is not ready must not be sent work, though nobody can tell how they are.
    private static List<PlannedUpdate<Pod>> NotReady(Node node, List<Pod> pods, DateTimeOffset now)
    {
        var ready = node.Status.Conditions.FirstOrDefault(condition => condition.Type == NodeConditionType.Ready);
        if (ready is null || ready.Status == ConditionStatus.True)
            return [];
        return
        [
            .. pods.Where(pod => pod.IsReady()).Select(pod => new PlannedUpdate<Pod>(
                pod with
                {
                    Status = pod.Status.With(pod.Condition(PodConditionType.Ready)! with
                    {
                        Status = ConditionStatus.False,
                        Reason = null,
                        Message = null,
                        LastTransitionTime = now,
                    }),
                },
                PlannedEvent.Warning(pod, "NodeNotReady", "Node is not ready"))),
        ];
    }
}
