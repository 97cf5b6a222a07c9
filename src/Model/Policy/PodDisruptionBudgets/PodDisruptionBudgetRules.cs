using Krewe.Model.Validation;

namespace Krewe.Model.Policy;

/// <summary>Rules of budgets of disruptions.</summary>
internal static class PodDisruptionBudgetRules
{
    public static void Validate(PodDisruptionBudgetSpec spec, FieldErrors errors)
    {
        var path = FieldPath.Spec;
        if (spec is { MinAvailable: not null, MaxUnavailable: not null })
            errors.Invalid(path, spec, "minAvailable and maxUnavailable cannot be both set");
        AmountRules.Validate(spec.MinAvailable, path.Child("minAvailable"), errors);
        AmountRules.NotOverAll(spec.MinAvailable, path.Child("minAvailable"), errors);
        AmountRules.Validate(spec.MaxUnavailable, path.Child("maxUnavailable"), errors);
        AmountRules.NotOverAll(spec.MaxUnavailable, path.Child("maxUnavailable"), errors);
        LabelRules.ValidateSelector(spec.Selector, path.Child("selector"), errors);
        EnumRules.Optional(spec.UnhealthyPodEvictionPolicy, path.Child("unhealthyPodEvictionPolicy"), errors);
    }

    public static void Validate(PodDisruptionBudgetStatus status, FieldErrors errors)
    {
        errors.NotNegative(FieldPath.Status.Child("disruptionsAllowed"), status.DisruptionsAllowed);
        errors.NotNegative(FieldPath.Status.Child("currentHealthy"), status.CurrentHealthy);
        errors.NotNegative(FieldPath.Status.Child("desiredHealthy"), status.DesiredHealthy);
        errors.NotNegative(FieldPath.Status.Child("expectedPods"), status.ExpectedPods);
    }
}
