using Krewe.Model.Core;
using Krewe.Model.Quantities;
using Krewe.Model.Validation;

namespace Krewe.Model.Apps;

/// <summary>Rules of deployments.</summary>
internal static class DeploymentRules
{
    public static void Validate(Deployment deployment, FieldErrors errors)
    {
        var spec = deployment.Spec;
        var path = FieldPath.Spec;
        errors.NotNegative(path.Child("replicas"), spec.Replicas);
        PodTemplateRules.ValidateSelector(spec.Selector, spec.Template, path, errors);
        PodTemplateRules.Validate(spec.Template, "Deployment", path.Child("template"), errors);
        Validate(spec.Strategy, path.Child("strategy"), errors);
        errors.NotNegative(path.Child("minReadySeconds"), spec.MinReadySeconds);
        errors.NotNegative(path.Child("revisionHistoryLimit"), spec.RevisionHistoryLimit);
        errors.NotNegative(path.Child("progressDeadlineSeconds"), spec.ProgressDeadlineSeconds);
        if (spec.ProgressDeadlineSeconds is { } deadline && deadline <= (spec.MinReadySeconds ?? 0))
            errors.Invalid(path.Child("progressDeadlineSeconds"), deadline, "must be greater than minReadySeconds");
    }

    private static void Validate(DeploymentStrategy strategy, FieldPath path, FieldErrors errors)
    {
        EnumRules.Required(strategy.Type, path.Child("type"), errors);
        var rolling = path.Child("rollingUpdate");
        if (strategy.Type == DeploymentStrategyType.Recreate && strategy.RollingUpdate is not null)
            errors.Forbidden(rolling, "may not be specified when strategy `type` is 'Recreate'");
        if (strategy.Type != DeploymentStrategyType.RollingUpdate || strategy.RollingUpdate is not { } limits)
            return;
        AmountRules.Validate(limits.MaxUnavailable, rolling.Child("maxUnavailable"), errors);
        AmountRules.Validate(limits.MaxSurge, rolling.Child("maxSurge"), errors);
        if (IsZero(limits.MaxUnavailable) && IsZero(limits.MaxSurge))
            errors.Invalid(rolling.Child("maxUnavailable"), limits.MaxUnavailable, "may not be 0 when `maxSurge` is 0");
        AmountRules.NotOverAll(limits.MaxUnavailable, rolling.Child("maxUnavailable"), errors);
    }

    private static bool IsZero(IntOrString? amount) => amount?.Scale(100, roundUp: true) is null or 0;
}
