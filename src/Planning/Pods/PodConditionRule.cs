using Krewe.Model.Core;

namespace Krewe.Planning.Pods;

/// <summary>Conditions that the control plane sets on pods.</summary>
public static class PodConditionRule
{
    /// <summary>The pod has a node.</summary>
    public static PodCondition Scheduled(DateTimeOffset now) => new()
    {
        Type = PodConditionType.PodScheduled,
        Status = ConditionStatus.True,
        LastTransitionTime = now,
    };

    /// <summary>No node takes the pod; <paramref name="message"/> says why.</summary>
    public static PodCondition Unschedulable(string message, DateTimeOffset now) => new()
    {
        Type = PodConditionType.PodScheduled,
        Status = ConditionStatus.False,
        Reason = "Unschedulable",
        Message = message,
        LastTransitionTime = now,
    };

    /// <summary>The pod is about to be ended for its node's or the cluster's sake.</summary>
    public static PodCondition DisruptionTarget(string reason, string message, DateTimeOffset now) => new()
    {
        Type = PodConditionType.DisruptionTarget,
        Status = ConditionStatus.True,
        Reason = reason,
        Message = message,
        LastTransitionTime = now,
    };

    /// <summary>
    /// The status with a condition; the same value when it says nothing new. The time of transition moves only with the status.
    /// </summary>
    public static PodStatus With(this PodStatus status, PodCondition condition)
    {
        var index = -1;
        for (var i = 0; i < status.Conditions.Count; i++)
        {
            if (status.Conditions[i].Type == condition.Type)
                index = i;
        }
        if (index < 0)
            return status with { Conditions = [.. status.Conditions, condition] };

        var old = status.Conditions[index];
        if (old.Status == condition.Status && old.Reason == condition.Reason && old.Message == condition.Message)
            return status;
        var conditions = status.Conditions.ToArray();
        conditions[index] = old.Status == condition.Status ? condition with { LastTransitionTime = old.LastTransitionTime } : condition;
        return status with { Conditions = conditions };
    }
}
