using Krewe.Model.Apps;
using Krewe.Model.Core;

namespace Krewe.Planning.Deployments;

/// <summary>Sums up the replica sets in the deployment's status.</summary>
internal static class DeploymentStatusRule
{
    /// <summary>Counts and the Available condition; the other conditions of <paramref name="status"/> stay.</summary>
    public static DeploymentStatus Count(Rollout rollout, DeploymentStatus status, DateTimeOffset now)
    {
        var observed = rollout.All.Where(draft => draft.Exists).Select(draft => draft.Observed.Status).ToList();
        var current = rollout.Current is { Exists: true } draft ? draft.Observed.Status : new ReplicaSetStatus();
        var available = observed.Sum(set => set.AvailableReplicas ?? 0);
        var deployment = rollout.Deployment;

        var counted = status with
        {
            ObservedGeneration = Math.Max(deployment.Metadata.Generation ?? 0, status.ObservedGeneration ?? 0),
            Replicas = observed.Sum(set => set.Replicas),
            UpdatedReplicas = current.Replicas,
            ReadyReplicas = observed.Sum(set => set.ReadyReplicas ?? 0),
            AvailableReplicas = available,
            UnavailableReplicas = Math.Max(0, rollout.All.Sum(set => set.Replicas) - available),
        };
        return available >= rollout.Limits.MinAvailable
            ? counted.With(DeploymentConditionType.Available, ConditionStatus.True,
                DeploymentConditions.MinimumReplicasAvailable, "Deployment has minimum availability.", now)
            : counted.With(DeploymentConditionType.Available, ConditionStatus.False,
                DeploymentConditions.MinimumReplicasUnavailable, "Deployment does not have minimum availability.", now);
    }

    /// <summary>True if all desired pods are new and available, and no others are left.</summary>
    public static bool IsComplete(Deployment deployment, DeploymentStatus status)
    {
        var replicas = deployment.Spec.Replicas ?? 1;
        return status.UpdatedReplicas == replicas && status.Replicas == replicas && status.AvailableReplicas == replicas
            && (status.ObservedGeneration ?? 0) >= (deployment.Metadata.Generation ?? 0);
    }
}
