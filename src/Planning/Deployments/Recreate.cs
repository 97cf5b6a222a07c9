using Krewe.Planning.Ownership;
using Krewe.Planning.Pods;

namespace Krewe.Planning.Deployments;

/// <summary>Ends every old pod before the first new one starts: two versions never run side by side.</summary>
internal static class Recreate
{
    public static void Step(Rollout rollout)
    {
        var active = rollout.Old.Where(draft => draft.IsActive).ToList();
        active.ForEach(draft => draft.Scale(0, rollout.Limits));
        if (active.Count > 0 || OldPodsRun(rollout))
            return;
        if (rollout.Current is null)
            rollout.DraftCurrent();
        if (rollout.Current!.Replicas != rollout.Limits.Replicas)
            rollout.Current.Scale(rollout.Limits.Replicas, rollout.Limits);
    }

    private static bool OldPodsRun(Rollout rollout)
    {
        if (rollout.Old.Any(draft => draft.MostPods > 0))
            return true;
        // Ending pods no longer count as replicas, but they still run.
        var oldSets = rollout.Old.Select(draft => draft.Observed.Metadata.Uid).ToHashSet();
        return rollout.Pods.Any(pod => !pod.IsFinished() && ControllerReference.Of(pod.Metadata) is { } owner && oldSets.Contains(owner.Uid));
    }
}
