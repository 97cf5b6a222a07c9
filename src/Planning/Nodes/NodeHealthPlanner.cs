using Krewe.Model.Core;
using Krewe.Planning.Plans;

namespace Krewe.Planning.Nodes;

/// <summary>
/// Judges a node by its signs of life: the messages of its agent's session, or the renewals of its lease. A node that falls silent
/// becomes Unknown within <see cref="NodeHealthPolicy.SilenceLimit"/> and is tainted, so that nothing new is placed on it and its pods
/// are replaced once they no longer tolerate that.
/// </summary>
public static class NodeHealthPlanner
{
    private static readonly NodeConditionType[] OfTheAgent =
        [NodeConditionType.MemoryPressure, NodeConditionType.DiskPressure, NodeConditionType.PidPressure];

    /// <summary>Judges one node.</summary>
    public static NodeHealthPlan Plan(ObservedNode observed, NodeHealthPolicy policy, DateTimeOffset now)
    {
        var node = observed.Node;
        var signs = SignsOfLife.Of(observed, policy);
        var silent = now >= signs.SilentAt;
        var ready = silent ? Silence(NodeConditionType.Ready, signs.EverHeard) : observed.ReportedReady ?? Assumed(observed, signs.EverHeard);
        var conditions = Conditions(node, ready, silent, signs.EverHeard, now);
        var after = node with
        {
            Spec = node.Spec with { Taints = NodeTaints.Of(node, conditions, now) },
            Status = node.Status with { Conditions = conditions },
        };
        return new NodeHealthPlan
        {
            Self = node == after ? null : after,
            IsReady = ready.Status == ConditionStatus.True,
            IsSilent = silent,
            Events = Transition(node, ready),
            LookAgainAt = silent ? null : signs.SilentAt,
        };
    }

    // Until an agent was heard, a node is as it says; nodes that clients register start as they are.
    private static NodeCondition Assumed(ObservedNode observed, bool everHeard) =>
        observed.LastHeard is not null || observed.Lease is not null && everHeard
            ? new NodeCondition { Type = NodeConditionType.Ready, Status = ConditionStatus.True, Reason = "AgentReady", Message = "Node agent is posting ready status" }
            : Find(observed.Node, NodeConditionType.Ready)
                ?? new NodeCondition { Type = NodeConditionType.Ready, Status = ConditionStatus.False, Reason = "AgentNotReady", Message = "Node agent has not connected yet." };

    private static NodeCondition Silence(NodeConditionType type, bool everHeard) => new()
    {
        Type = type,
        Status = ConditionStatus.Unknown,
        Reason = everHeard ? "NodeStatusUnknown" : "NodeStatusNeverUpdated",
        Message = everHeard ? "Node agent stopped posting node status." : "Node agent never posted node status.",
    };

    private static IReadOnlyList<NodeCondition> Conditions(Node node, NodeCondition ready, bool silent, bool everHeard, DateTimeOffset now) =>
    [
        .. node.Status.Conditions
            .Where(condition => condition.Type != NodeConditionType.Ready)
            .Select(condition => silent && OfTheAgent.Contains(condition.Type ?? default)
                ? Transit(condition, Silence(condition.Type ?? default, everHeard), now)
                : condition),
        Transit(Find(node, NodeConditionType.Ready), ready, now),
    ];

    // A sign of life alone is not written: heartbeats that say nothing new must not cost a commit each.
    private static NodeCondition Transit(NodeCondition? old, NodeCondition wanted, DateTimeOffset now) =>
        old is not null && old.Status == wanted.Status && old.Reason == wanted.Reason && old.Message == wanted.Message ? old : wanted with
        {
            LastHeartbeatTime = wanted.Status == ConditionStatus.Unknown ? old?.LastHeartbeatTime ?? wanted.LastHeartbeatTime : now,
            LastTransitionTime = old?.Status == wanted.Status ? old?.LastTransitionTime : now,
        };

    private static IReadOnlyList<PlannedEvent> Transition(Node node, NodeCondition ready)
    {
        var before = Find(node, NodeConditionType.Ready)?.Status == ConditionStatus.True;
        var after = ready.Status == ConditionStatus.True;
        var name = node.Metadata.Name;
        return before == after ? []
            : after ? [PlannedEvent.Normal(node, "NodeReady", $"Node {name} status is now: NodeReady")]
            : [PlannedEvent.Normal(node, "NodeNotReady", $"Node {name} status is now: NodeNotReady")];
    }

    private static NodeCondition? Find(Node node, NodeConditionType type) => node.Status.Conditions.FirstOrDefault(condition => condition.Type == type);
}
