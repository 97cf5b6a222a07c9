using Krewe.Model.Apps;
using Krewe.Model.Core;

namespace Krewe.Planning.Deployments;

/// <summary>The conditions of a deployment: reasons and texts as kubectl and people know them.</summary>
internal static class DeploymentConditions
{
    public const string MinimumReplicasAvailable = nameof(MinimumReplicasAvailable);
    public const string MinimumReplicasUnavailable = nameof(MinimumReplicasUnavailable);
    public const string NewReplicaSetCreated = nameof(NewReplicaSetCreated);
    public const string FoundNewReplicaSet = nameof(FoundNewReplicaSet);
    public const string ReplicaSetUpdated = nameof(ReplicaSetUpdated);
    public const string NewReplicaSetAvailable = nameof(NewReplicaSetAvailable);
    public const string ReplicaSetCreateError = nameof(ReplicaSetCreateError);
    public const string ProgressDeadlineExceeded = nameof(ProgressDeadlineExceeded);
    public const string DeploymentPaused = nameof(DeploymentPaused);
    public const string DeploymentResumed = nameof(DeploymentResumed);

    public static DeploymentCondition? Find(this DeploymentStatus status, DeploymentConditionType type) =>
        status.Conditions.FirstOrDefault(condition => condition.Type == type);

    /// <summary>Sets a condition; one with the same status and reason stays as it is, one with the same status keeps its time of transition.</summary>
    public static DeploymentStatus With(
        this DeploymentStatus status, DeploymentConditionType type, ConditionStatus value, string reason, string message, DateTimeOffset now)
    {
        var old = status.Find(type);
        return old is not null && old.Status == value && old.Reason == reason ? status : status.Without(type).Append(new DeploymentCondition
        {
            Type = type,
            Status = value,
            Reason = reason,
            Message = message,
            LastUpdateTime = now,
            LastTransitionTime = old?.Status == value ? old.LastTransitionTime : now,
        });
    }

    /// <summary>Notes progress: like <see cref="With"/>, but the time of the update moves even if nothing else does.</summary>
    public static DeploymentStatus WithProgress(this DeploymentStatus status, string message, DateTimeOffset now)
    {
        var old = status.Find(DeploymentConditionType.Progressing);
        return status.Without(DeploymentConditionType.Progressing).Append(new DeploymentCondition
        {
            Type = DeploymentConditionType.Progressing,
            Status = ConditionStatus.True,
            Reason = ReplicaSetUpdated,
            Message = message,
            LastUpdateTime = now,
            LastTransitionTime = old?.Status == ConditionStatus.True ? old.LastTransitionTime : now,
        });
    }

    public static DeploymentStatus Without(this DeploymentStatus status, DeploymentConditionType type) =>
        status with { Conditions = [.. status.Conditions.Where(condition => condition.Type != type)] };

    private static DeploymentStatus Append(this DeploymentStatus status, DeploymentCondition condition) =>
        status with { Conditions = [.. status.Conditions, condition] };
}
