using Krewe.Model.Apps;

namespace Krewe.Planning.Deployments;

/// <summary>
/// Follows a change of the desired replicas without moving a rollout on: each replica set grows or shrinks in proportion to its size,
/// so that a bad new version does not gain ground by scaling.
/// </summary>
internal static class ProportionalScaling
{
    /// <summary>
    /// True if the desired replicas have changed since the replica sets were scaled last. Several active sets of a Recreate deployment (its
    /// strategy was another one before) are not scaled: its next step ends them all.
    /// </summary>
    public static bool IsDue(Rollout rollout) => !(IsRecreated(rollout) && rollout.All.Count(draft => draft.IsActive) > 1) && rollout.All.Any(draft =>
        draft.IsActive
        && DeploymentAnnotations.NumberOf(draft.Wanted.Metadata, DeploymentAnnotations.DesiredReplicas) is { } desired
        && desired != rollout.Limits.Replicas);

    public static void Step(Rollout rollout)
    {
        var limits = rollout.Limits;
        if (OnlyActiveOrLatest(rollout) is { } only)
        {
            // Also where its size fits already, for someone may have scaled it by hand: its annotations must say what is desired now.
            only.Scale(limits.Replicas, limits);
            return;
        }
        if (rollout.Current is { } current && IsSaturated(current, limits))
        {
            foreach (var old in rollout.Old.Where(draft => draft.IsActive))
                old.Scale(0, limits);
            return;
        }
        // A Recreate deployment scales once its old pods are gone.
        if (!IsRecreated(rollout))
            Distribute(rollout, limits);
    }

    private static bool IsRecreated(Rollout rollout) => rollout.Deployment.Spec.Strategy.Type == DeploymentStrategyType.Recreate;

    private static void Distribute(Rollout rollout, RolloutLimits limits)
    {
        var allowed = limits.Replicas > 0 ? limits.MaxTotal : 0;
        var active = rollout.All.Where(draft => draft.IsActive).ToList();
        var toAdd = allowed - active.Sum(draft => draft.Replicas);
        // The largest first; of equal ones the newer grows and the older shrinks first.
        active = [.. toAdd > 0
            ? active.OrderByDescending(draft => draft.Replicas).ThenByDescending(draft => draft.Created).ThenBy(draft => draft.Name, StringComparer.Ordinal)
            : active.OrderByDescending(draft => draft.Replicas).ThenBy(draft => draft.Created).ThenBy(draft => draft.Name, StringComparer.Ordinal)];

        var shares = active.ConvertAll(_ => 0);
        var rest = toAdd;
        for (var i = 0; i < active.Count; i++)
        {
            var share = Share(active[i], rollout, limits);
            shares[i] = toAdd > 0 ? Math.Clamp(share, 0, rest) : Math.Clamp(share, rest, 0);
            rest -= shares[i];
        }
        if (active.Count > 0)
            shares[0] += rest;
        for (var i = 0; i < active.Count; i++)
            active[i].Scale(Math.Max(0, active[i].Replicas + shares[i]), limits);
    }

    private static int Share(ReplicaSetDraft draft, Rollout rollout, RolloutLimits limits)
    {
        if (limits.Replicas == 0)
            return -draft.Replicas;
        var before = DeploymentAnnotations.NumberOf(draft.Wanted.Metadata, DeploymentAnnotations.MaxReplicas) is > 0 and var annotated
            ? annotated
            : Math.Max(1, rollout.Deployment.Status.Replicas ?? 0);
        return (int)Math.Round((double)draft.Replicas * limits.MaxTotal / before, MidpointRounding.AwayFromZero) - draft.Replicas;
    }

    private static ReplicaSetDraft? OnlyActiveOrLatest(Rollout rollout)
    {
        var active = rollout.All.Where(draft => draft.IsActive).Take(2).ToList();
        return active.Count switch
        {
            0 => rollout.Current ?? (rollout.Old.Count > 0 ? rollout.Old[^1] : null),
            1 => active[0],
            _ => null,
        };
    }

    private static bool IsSaturated(ReplicaSetDraft current, RolloutLimits limits) =>
        current.Replicas == limits.Replicas
        && current.Available == limits.Replicas
        && DeploymentAnnotations.NumberOf(current.Wanted.Metadata, DeploymentAnnotations.DesiredReplicas) == limits.Replicas;
}
