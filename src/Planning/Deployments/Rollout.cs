using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Planning.Ownership;

namespace Krewe.Planning.Deployments;

/// <summary>A deployment and its replica sets while the plan is made: the one of the current template, and the old ones by age.</summary>
internal sealed class Rollout
{
    private Rollout(Deployment deployment, IReadOnlyList<Pod> pods, ReplicaSetDraft? current, IReadOnlyList<ReplicaSetDraft> old, IReadOnlyList<ReplicaSet> released)
    {
        Deployment = deployment;
        Pods = pods;
        Current = current;
        Old = old;
        Released = released;
        Limits = RolloutLimits.Of(deployment);
    }

    public Deployment Deployment { get; }

    public IReadOnlyList<Pod> Pods { get; }

    public RolloutLimits Limits { get; }

    /// <summary>The replica set of the current template; null until it is drafted.</summary>
    public ReplicaSetDraft? Current { get; private set; }

    /// <summary>The others, the oldest first.</summary>
    public IReadOnlyList<ReplicaSetDraft> Old { get; }

    public IReadOnlyList<ReplicaSet> Released { get; }

    public IEnumerable<ReplicaSetDraft> All => Current is null ? Old : Old.Append(Current);

    public long NextRevision => Old.Select(draft => DeploymentAnnotations.RevisionOf(draft.Observed.Metadata)).DefaultIfEmpty().Max() + 1;

    public static Rollout Of(ObservedDeployment observed)
    {
        var deployment = observed.Deployment;
        var claim = ControllerClaim<ReplicaSet>.Of(deployment, deployment.Spec.Selector, observed.ReplicaSets);
        var originals = observed.ReplicaSets.ToDictionary(set => set.Metadata.Uid ?? "");
        var drafts = claim.Owned
            .Select(set => new ReplicaSetDraft(deployment, originals[set.Metadata.Uid ?? ""], set, exists: true))
            .OrderBy(draft => draft.Created)
            .ThenBy(draft => draft.Name, StringComparer.Ordinal)
            .ToList();
        // The oldest of several with the same template, so that the choice is stable.
        var current = drafts.Find(draft => PodTemplateHash.SameIgnoringHash(draft.Observed.Spec.Template, deployment.Spec.Template));
        return new Rollout(deployment, observed.Pods, current, [.. drafts.Where(draft => draft != current)], claim.Release);
    }

    /// <summary>Hands the deployment's annotations, revision and readiness rule to the current replica set.</summary>
    public void SyncCurrent() => Current?.Annotate(
        DeploymentAnnotations.ForNewReplicaSet(Deployment, Current.Wanted.Metadata, NextRevision), Deployment.Spec.MinReadySeconds);

    /// <summary>Drafts the replica set of the current template, with no pods yet.</summary>
    public void DraftCurrent()
    {
        var template = Deployment.Spec.Template;
        var hash = PodTemplateHash.Of(template, Deployment.Status.CollisionCount ?? 0);
        var labels = new Dictionary<string, string>(template.Metadata.Labels) { [PodTemplateHash.Label] = hash };
        var selector = Deployment.Spec.Selector ?? new LabelSelector();
        var draft = new ReplicaSet
        {
            Metadata = new ObjectMeta
            {
                Name = $"{Deployment.Metadata.Name}-{hash}",
                Namespace = Deployment.Metadata.Namespace,
                Labels = labels,
                OwnerReferences = [ControllerReference.To(Deployment)],
            },
            Spec = new ReplicaSetSpec
            {
                Replicas = 0,
                MinReadySeconds = Deployment.Spec.MinReadySeconds,
                Selector = selector with
                {
                    MatchLabels = new Dictionary<string, string>(selector.MatchLabels) { [PodTemplateHash.Label] = hash },
                },
                Template = template with { Metadata = template.Metadata with { Labels = labels } },
            },
        };
        Current = new ReplicaSetDraft(Deployment, draft, draft, exists: false);
        Current.Annotate(DeploymentAnnotations.ForNewReplicaSet(Deployment, draft.Metadata, NextRevision), Deployment.Spec.MinReadySeconds);
        Current.Scale(0, Limits);
    }
}
