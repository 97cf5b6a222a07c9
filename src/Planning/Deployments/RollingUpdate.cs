namespace Krewe.Planning.Deployments;

/// <summary>
/// Replaces pods step by step within the limits: the new replica set grows as far as the surge allows, old ones shrink as far as enough
/// pods stay available, unhealthy old pods first.
/// </summary>
internal static class RollingUpdate
{
    public static void Step(Rollout rollout)
    {
        if (rollout.Current is null)
            rollout.DraftCurrent();
        var current = rollout.Current!;
        Grow(rollout, current);
        Shrink(rollout, current);
    }

    private static void Grow(Rollout rollout, ReplicaSetDraft current)
    {
        var limits = rollout.Limits;
        if (current.Replicas > limits.Replicas)
        {
            current.Scale(limits.Replicas, limits);
            return;
        }
        // Until a replica set has followed its last scaling, nobody knows how many pods it has.
        if (rollout.All.Any(draft => !draft.IsObserved))
            return;
        var room = limits.MaxTotal - rollout.All.Sum(draft => draft.MostPods);
        var step = Math.Min(room, limits.Replicas - current.Replicas);
        if (step > 0)
            current.Scale(current.Replicas + step, limits);
    }

    private static void Shrink(Rollout rollout, ReplicaSetDraft current)
    {
        var limits = rollout.Limits;
        // Pods of the new set that are not available yet must not cost the old sets pods that are.
        var surplus = rollout.All.Sum(draft => draft.Replicas) - limits.MinAvailable - (current.Replicas - current.Available);
        foreach (var old in rollout.Old)
        {
            var unhealthy = Math.Min(surplus, old.Replicas - old.Available);
            if (unhealthy <= 0)
                continue;
            old.Scale(old.Replicas - unhealthy, limits);
            surplus -= unhealthy;
        }

        var available = Math.Min(surplus, rollout.All.Sum(draft => draft.Available) - limits.MinAvailable);
        foreach (var old in rollout.Old)
        {
            var step = Math.Min(available, old.Replicas);
            if (step <= 0)
                continue;
            old.Scale(old.Replicas - step, limits);
            available -= step;
        }
    }
}
