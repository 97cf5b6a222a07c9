using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Planning.Plans;

namespace Krewe.Planning.Deployments;

/// <summary>
/// Brings a deployment's replica sets to its template and size. One plan is one step; the next is made when a replica set has reported
/// what became of it. Reasons, texts and annotations are those of Kubernetes, so that <c>kubectl rollout</c> works on them.
/// </summary>
/// <remarks>
/// Stricter than Kubernetes in one respect: a replica set that was scaled down counts with the pods that it still reports, and none grows
/// before each has followed its last scaling, so that replicas plus surge is never exceeded, not even for the moment between the
/// reactions of two replica sets. It relies on a replica set's status being written after its pods were created and deleted.
/// </remarks>
public static class DeploymentPlanner
{
    /// <summary>Plans one step.</summary>
    public static DeploymentPlan Plan(ObservedDeployment observed, PlanContext context)
    {
        var deployment = observed.Deployment;
        if (deployment.Spec.Selector is not { } selector || selector is { MatchLabels.Count: 0, MatchExpressions.Count: 0 })
            return SelectingAll(deployment);

        var now = context.Now;
        var rollout = Rollout.Of(observed);
        if (deployment.Metadata.DeletionTimestamp is not null)
            return new DeploymentPlan { Self = Changed(deployment, deployment with { Status = DeploymentStatusRule.Count(rollout, deployment.Status, now) }) };

        var status = RolloutProgress.NotePause(deployment, deployment.Status, now);
        var paused = deployment.Spec.Paused == true;
        rollout.SyncCurrent();
        var scaling = paused || ProportionalScaling.IsDue(rollout);
        if (scaling)
            ProportionalScaling.Step(rollout);
        else if (deployment.Spec.Strategy.Type == DeploymentStrategyType.Recreate)
            Recreate.Step(rollout);
        else
            RollingUpdate.Step(rollout);

        status = RolloutProgress.NoteReplicaSet(rollout, status, now);
        var counted = DeploymentStatusRule.Count(rollout, status, now);
        if (!scaling)
            counted = ReplicaFailures(rollout, RolloutProgress.Judge(rollout, deployment.Status, counted, now));

        return new DeploymentPlan
        {
            Create = rollout.Current is { Exists: false } current ? current.Creation : null,
            Update =
            [
                .. rollout.Released.Select(set => new PlannedUpdate<ReplicaSet>(set)),
                .. rollout.All.Select(draft => draft.Update).OfType<PlannedUpdate<ReplicaSet>>(),
            ],
            Delete = paused || DeploymentStatusRule.IsComplete(deployment, counted) ? RevisionHistory.Surplus(rollout) : [],
            Self = Changed(deployment, WithRevision(rollout, deployment with { Status = counted })),
            // A plan that only scales does not judge, so it has no deadline to wait for.
            LookAgainAt = scaling ? null : RolloutProgress.JudgeAgainAt(deployment, counted),
        };
    }

    /// <summary>The deployment after the name of a planned replica set turned out to be taken: the next plan makes another name.</summary>
    public static Deployment AfterCollision(Deployment deployment) =>
        deployment with { Status = deployment.Status with { CollisionCount = (deployment.Status.CollisionCount ?? 0) + 1 } };

    /// <summary>The deployment after the creation of its replica set was refused, and what to tell.</summary>
    public static (Deployment Deployment, PlannedEvent Event) AfterRefusedCreation(Deployment deployment, string replicaSetName, string why, DateTimeOffset now)
    {
        var message = $"Failed to create new replica set \"{replicaSetName}\": {why}";
        var status = RolloutProgress.Deadline(deployment) is null ? deployment.Status : deployment.Status.With(
            DeploymentConditionType.Progressing, ConditionStatus.False, DeploymentConditions.ReplicaSetCreateError, message, now);
        return (deployment with { Status = status }, PlannedEvent.Warning(deployment, DeploymentConditions.ReplicaSetCreateError, message));
    }

    private static DeploymentPlan SelectingAll(Deployment deployment) => new()
    {
        Self = Changed(deployment, deployment with
        {
            Status = deployment.Status with { ObservedGeneration = deployment.Metadata.Generation },
        }),
        Events = deployment.Status.ObservedGeneration >= deployment.Metadata.Generation ? [] :
        [
            PlannedEvent.Warning(deployment, "SelectingAll", "This deployment is selecting all pods. A non-empty selector is required."),
        ],
    };

    private static DeploymentStatus ReplicaFailures(Rollout rollout, DeploymentStatus status)
    {
        var failure = (rollout.Current is { Exists: true } current ? rollout.Old.Prepend(current) : rollout.Old)
            .SelectMany(draft => draft.Observed.Status.Conditions)
            .FirstOrDefault(condition => condition.Type == ReplicaSetConditionType.ReplicaFailure);
        return failure is null
            ? status.Without(DeploymentConditionType.ReplicaFailure)
            : status.With(DeploymentConditionType.ReplicaFailure, failure.Status ?? ConditionStatus.True,
                failure.Reason ?? "", failure.Message ?? "", failure.LastTransitionTime ?? default);
    }

    private static Deployment WithRevision(Rollout rollout, Deployment deployment)
    {
        if (rollout.Current?.Wanted.Metadata.Annotations.GetValueOrDefault(DeploymentAnnotations.Revision) is not { } revision)
            return deployment;
        return deployment with
        {
            Metadata = deployment.Metadata with
            {
                Annotations = new Dictionary<string, string>(deployment.Metadata.Annotations) { [DeploymentAnnotations.Revision] = revision },
            },
        };
    }

    private static Deployment? Changed(Deployment before, Deployment after) => before == after ? null : after;
}
