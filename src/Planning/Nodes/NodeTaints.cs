using Krewe.Model.Core;

namespace Krewe.Planning.Nodes;

/// <summary>The taints that follow from a node's state.</summary>
public static class NodeTaints
{
    /// <summary>The node says that it is not ready.</summary>
    public const string NotReady = "node.kubernetes.io/not-ready";

    /// <summary>The node is not heard.</summary>
    public const string Unreachable = "node.kubernetes.io/unreachable";

    /// <summary>The node is cordoned.</summary>
    public const string Unschedulable = "node.kubernetes.io/unschedulable";

    private static readonly (NodeConditionType Condition, string Key)[] Pressures =
    [
        (NodeConditionType.MemoryPressure, "node.kubernetes.io/memory-pressure"),
        (NodeConditionType.DiskPressure, "node.kubernetes.io/disk-pressure"),
        (NodeConditionType.PidPressure, "node.kubernetes.io/pid-pressure"),
        (NodeConditionType.NetworkUnavailable, "node.kubernetes.io/network-unavailable"),
    ];

    private static readonly HashSet<string> Managed = [NotReady, Unreachable, Unschedulable, .. Pressures.Select(pressure => pressure.Key)];

    /// <summary>
    /// The node's taints as its state asks for them; taints of users stay, and a taint that stays keeps the time at which it was added.
    /// One that evicts has such a time, for tolerations count from it.
    /// </summary>
    public static IReadOnlyList<Taint> Of(Node node, IReadOnlyList<NodeCondition> conditions, DateTimeOffset now) =>
    [
        .. node.Spec.Taints.Where(taint => !Managed.Contains(taint.Key ?? "")).Select(taint => Dated(taint, now)),
        .. Wanted(node, conditions).Select(wanted =>
            node.Spec.Taints.FirstOrDefault(taint => taint.Key == wanted.Key && taint.Effect == wanted.Effect) ?? wanted with { TimeAdded = now }),
    ];

    private static Taint Dated(Taint taint, DateTimeOffset now) =>
        taint.Effect == TaintEffect.NoExecute && taint.TimeAdded is null ? taint with { TimeAdded = now } : taint;

    private static IEnumerable<Taint> Wanted(Node node, IReadOnlyList<NodeCondition> conditions)
    {
        ConditionStatus? Status(NodeConditionType type) => conditions.FirstOrDefault(condition => condition.Type == type)?.Status;

        if (node.Spec.Unschedulable == true)
            yield return new Taint { Key = Unschedulable, Effect = TaintEffect.NoSchedule };
        var unfit = Status(NodeConditionType.Ready) is { } ready
            ? ready == ConditionStatus.True ? null : ready == ConditionStatus.False ? NotReady : Unreachable
            : NotReady;
        if (unfit is not null)
        {
            yield return new Taint { Key = unfit, Effect = TaintEffect.NoSchedule };
            yield return new Taint { Key = unfit, Effect = TaintEffect.NoExecute };
        }
        foreach (var (condition, key) in Pressures)
        {
            if (Status(condition) == ConditionStatus.True)
                yield return new Taint { Key = key, Effect = TaintEffect.NoSchedule };
        }
    }
}
