using Krewe.Model.Apps;
using Krewe.Planning.Plans;

namespace Krewe.Planning.Deployments;

/// <summary>Keeps as many old replica sets as the deployment wants for rolling back, the newest revisions.</summary>
internal static class RevisionHistory
{
    private const int DefaultLimit = 10;

    public static IReadOnlyList<PlannedDeletion<ReplicaSet>> Surplus(Rollout rollout)
    {
        var limit = rollout.Deployment.Spec.RevisionHistoryLimit ?? DefaultLimit;
        if (limit == int.MaxValue)
            return [];
        var candidates = rollout.Old.Where(draft => draft.Observed.Metadata.DeletionTimestamp is null).ToList();
        return
        [
            .. candidates
                .OrderBy(draft => DeploymentAnnotations.RevisionOf(draft.Observed.Metadata))
                .Take(Math.Max(0, candidates.Count - limit))
                .Where(draft => draft is { MostPods: 0 } && draft.Observed.Spec.Replicas == 0
                    && (draft.Observed.Metadata.Generation ?? 0) <= (draft.Observed.Status.ObservedGeneration ?? 0))
                .Select(draft => new PlannedDeletion<ReplicaSet>(draft.Observed) { OnlyIfUnchanged = true }),
        ];
    }
}
