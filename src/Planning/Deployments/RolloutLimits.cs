using Krewe.Model.Apps;
using Krewe.Model.Quantities;

namespace Krewe.Planning.Deployments;

/// <summary>How far a rollout may leave the desired number of pods.</summary>
/// <param name="Replicas">Desired pods.</param>
/// <param name="MaxSurge">Pods that may exist beyond the desired number.</param>
/// <param name="MaxUnavailable">Pods that may be missing from the available ones.</param>
public readonly record struct RolloutLimits(int Replicas, int MaxSurge, int MaxUnavailable)
{
    /// <summary>Pods that may exist.</summary>
    public int MaxTotal => Replicas + MaxSurge;

    /// <summary>Pods that must be available, as far as they are.</summary>
    public int MinAvailable => Replicas - MaxUnavailable;

    /// <summary>
    /// The limits of a deployment. Percentages are rounded up for the surge and down for the unavailable; where both come out as
    /// nothing, one pod may be unavailable, for else nothing could ever move. A Recreate deployment has no leeway.
    /// </summary>
    public static RolloutLimits Of(Deployment deployment)
    {
        var replicas = Math.Max(0, deployment.Spec.Replicas ?? 1);
        if (deployment.Spec.Strategy.Type == DeploymentStrategyType.Recreate)
            return new RolloutLimits(replicas, 0, 0);

        var quarter = new IntOrString("25%");
        var rolling = deployment.Spec.Strategy.RollingUpdate;
        var surge = Math.Max(0, (rolling?.MaxSurge ?? quarter).Scale(replicas, roundUp: true) ?? 0);
        var unavailable = Math.Max(0, (rolling?.MaxUnavailable ?? quarter).Scale(replicas, roundUp: false) ?? 0);
        if (surge == 0 && unavailable == 0)
            unavailable = 1;
        return new RolloutLimits(replicas, surge, Math.Min(unavailable, replicas));
    }
}
