using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Meta;

namespace Krewe.Planning.Deployments;

/// <summary>Judges whether a rollout moves: the Progressing condition, and when its deadline has passed.</summary>
internal static class RolloutProgress
{
    private const int DefaultDeadlineSeconds = 600;

    /// <summary>The deadline in seconds, or null where progress is not judged.</summary>
    public static int? Deadline(Deployment deployment) => (deployment.Spec.ProgressDeadlineSeconds ?? DefaultDeadlineSeconds) switch
    {
        int.MaxValue => null,
        var seconds => seconds,
    };

    /// <summary>Says that the deployment is paused or resumed, so that the pause does not count against the deadline.</summary>
    public static DeploymentStatus NotePause(Deployment deployment, DeploymentStatus status, DateTimeOffset now)
    {
        var reason = status.Find(DeploymentConditionType.Progressing)?.Reason;
        if (Deadline(deployment) is null || reason == DeploymentConditions.ProgressDeadlineExceeded)
            return status;
        var paused = deployment.Spec.Paused == true;
        if (paused == (reason == DeploymentConditions.DeploymentPaused))
            return status;
        return status.With(DeploymentConditionType.Progressing, ConditionStatus.Unknown,
            paused ? DeploymentConditions.DeploymentPaused : DeploymentConditions.DeploymentResumed,
            paused ? "Deployment is paused" : "Deployment is resumed", now);
    }

    /// <summary>Says which replica set the rollout is about.</summary>
    public static DeploymentStatus NoteReplicaSet(Rollout rollout, DeploymentStatus status, DateTimeOffset now)
    {
        if (Deadline(rollout.Deployment) is null || rollout.Current is not { } current)
            return status;
        if (!current.Exists)
        {
            return status.With(DeploymentConditionType.Progressing, ConditionStatus.True,
                DeploymentConditions.NewReplicaSetCreated, $"Created new replica set \"{current.Name}\"", now);
        }
        return status.Find(DeploymentConditionType.Progressing) is not null ? status : status.With(DeploymentConditionType.Progressing,
            ConditionStatus.True, DeploymentConditions.FoundNewReplicaSet, $"Found new replica set \"{current.Name}\"", now);
    }

    /// <summary>Judges the counts of <paramref name="status"/> against those before.</summary>
    public static DeploymentStatus Judge(Rollout rollout, DeploymentStatus before, DeploymentStatus status, DateTimeOffset now)
    {
        var deployment = rollout.Deployment;
        if (Deadline(deployment) is null)
            return status.Without(DeploymentConditionType.Progressing);

        var subject = rollout.Current is { } current ? $"ReplicaSet \"{current.Name}\"" : $"Deployment \"{deployment.Metadata.Name}\"";
        var reason = status.Find(DeploymentConditionType.Progressing)?.Reason;
        // A rollout that is done stays done until the template changes, whatever becomes of its pods.
        if (status.Replicas == status.UpdatedReplicas && reason == DeploymentConditions.NewReplicaSetAvailable)
            return status;
        if (DeploymentStatusRule.IsComplete(deployment, status))
        {
            return status.With(DeploymentConditionType.Progressing, ConditionStatus.True,
                DeploymentConditions.NewReplicaSetAvailable, $"{subject} has successfully progressed.", now);
        }
        if (HasProgressed(before, status))
            return status.WithProgress($"{subject} is progressing.", now);
        return HasTimedOut(deployment, status, now)
            ? status.With(DeploymentConditionType.Progressing, ConditionStatus.False,
                DeploymentConditions.ProgressDeadlineExceeded, $"{subject} has timed out progressing.", now)
            : status;
    }

    /// <summary>When the deadline passes if nothing moves; null when there is nothing to wait for.</summary>
    public static DateTimeOffset? JudgeAgainAt(Deployment deployment, DeploymentStatus status)
    {
        if (deployment.Spec.Paused == true || Deadline(deployment) is not { } deadline
            || status.Find(DeploymentConditionType.Progressing) is not { } condition
            || condition.Reason == DeploymentConditions.ProgressDeadlineExceeded
            || condition.Reason == DeploymentConditions.NewReplicaSetAvailable
            || DeploymentStatusRule.IsComplete(deployment, status))
        {
            return null;
        }
        // Times of conditions are kept in whole seconds.
        return condition.LastUpdateTime?.After(deadline + 1L);
    }

    private static bool HasProgressed(DeploymentStatus before, DeploymentStatus after) =>
        (after.UpdatedReplicas ?? 0) > (before.UpdatedReplicas ?? 0)
        || (after.Replicas ?? 0) - (after.UpdatedReplicas ?? 0) < (before.Replicas ?? 0) - (before.UpdatedReplicas ?? 0)
        || (after.ReadyReplicas ?? 0) > (before.ReadyReplicas ?? 0)
        || (after.AvailableReplicas ?? 0) > (before.AvailableReplicas ?? 0);

    private static bool HasTimedOut(Deployment deployment, DeploymentStatus status, DateTimeOffset now) =>
        status.Find(DeploymentConditionType.Progressing) is { } condition
        && condition.Reason != DeploymentConditions.NewReplicaSetAvailable
        && (condition.Reason == DeploymentConditions.ProgressDeadlineExceeded || Deadline(deployment) is { } deadline && condition.LastUpdateTime?.After(deadline) < now);
}
