using Krewe.Model.Core;
using Krewe.Model.Quantities;

namespace Krewe.Model.Apps;

/// <summary>Defaults of deployments.</summary>
internal static class DeploymentDefaults
{
    private const int RevisionHistoryLimit = 10;
    private const int ProgressDeadlineSeconds = 600;
    private static readonly IntOrString Quarter = "25%";

    public static Deployment Apply(Deployment deployment)
    {
        var spec = deployment.Spec;
        return deployment with
        {
            Spec = spec with
            {
                Replicas = spec.Replicas ?? 1,
                RevisionHistoryLimit = spec.RevisionHistoryLimit ?? RevisionHistoryLimit,
                ProgressDeadlineSeconds = spec.ProgressDeadlineSeconds ?? ProgressDeadlineSeconds,
                Strategy = Apply(spec.Strategy),
                Template = PodDefaults.Apply(spec.Template),
            },
        };
    }

    private static DeploymentStrategy Apply(DeploymentStrategy strategy)
    {
        var type = strategy.Type is { Value.Length: > 0 } given ? given : DeploymentStrategyType.RollingUpdate;
        if (type != DeploymentStrategyType.RollingUpdate)
            return strategy with { Type = type };
        var rolling = strategy.RollingUpdate ?? new RollingUpdateDeployment();
        return strategy with
        {
            Type = type,
            RollingUpdate = rolling with { MaxUnavailable = rolling.MaxUnavailable ?? Quarter, MaxSurge = rolling.MaxSurge ?? Quarter },
        };
    }
}
