using System.Globalization;
using Krewe.Model.Rbac;
using Krewe.Model.Validation;

namespace Krewe.Model.Autoscaling.V2;

/// <summary>Rules of autoscalers.</summary>
internal static class HorizontalPodAutoscalerRules
{
    private const int LongestPeriod = 1800;
    private const int LongestWindow = 3600;

    public static void Validate(HorizontalPodAutoscalerSpec spec, FieldErrors errors)
    {
        var path = FieldPath.Spec;
        if (spec.MinReplicas < 1)
            errors.Invalid(path.Child("minReplicas"), spec.MinReplicas, "must be greater than or equal to 1");
        if (spec.MaxReplicas < 1)
            errors.Invalid(path.Child("maxReplicas"), spec.MaxReplicas, "must be greater than 0");
        if (spec.MaxReplicas < spec.MinReplicas)
            errors.Invalid(path.Child("maxReplicas"), spec.MaxReplicas, "must be greater than or equal to `minReplicas`");
        Validate(spec.ScaleTargetRef, path.Child("scaleTargetRef"), errors);
        for (var i = 0; i < spec.Metrics.Count; i++)
            MetricRules.Validate(spec.Metrics[i], path.Child("metrics").Index(i), errors);
        Validate(spec.Behavior?.ScaleUp, path.Child("behavior").Child("scaleUp"), errors);
        Validate(spec.Behavior?.ScaleDown, path.Child("behavior").Child("scaleDown"), errors);
    }

    public static void Validate(CrossVersionObjectReference reference, FieldPath path, FieldErrors errors)
    {
        Segment(reference.Kind, path.Child("kind"), errors);
        Segment(reference.Name, path.Child("name"), errors);
    }

    /// <summary>A text that must be there and may stand in a URL.</summary>
    private static void Segment(string? text, FieldPath path, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text))
            errors.Required(path);
        else
            errors.Invalid(path, text, PolicyRules.Name(text));
    }

    private static void Validate(HPAScalingRules? rules, FieldPath path, FieldErrors errors)
    {
        if (rules is null)
            return;
        var window = path.Child("stabilizationWindowSeconds");
        if (rules.StabilizationWindowSeconds < 0)
            errors.Invalid(window, rules.StabilizationWindowSeconds, "must be greater than or equal to zero");
        AtMost(rules.StabilizationWindowSeconds, LongestWindow, window, errors);
        EnumRules.Optional(rules.SelectPolicy, path.Child("selectPolicy"), errors);
        if (rules.Tolerance is { Sign: < 0 })
            errors.Invalid(path.Child("tolerance"), rules.Tolerance, "must be greater than or equal to 0");
        if (rules.Policies.Count == 0)
            errors.Required(path.Child("policies"), "must specify at least one Policy");
        for (var i = 0; i < rules.Policies.Count; i++)
            Validate(rules.Policies[i], path.Child("policies").Index(i), errors);
    }

    private static void Validate(HPAScalingPolicy policy, FieldPath path, FieldErrors errors)
    {
        EnumRules.Optional<HPAScalingPolicyType>(policy.Type ?? new HPAScalingPolicyType(""), path.Child("type"), errors);
        if (policy.Value <= 0)
            errors.Invalid(path.Child("value"), policy.Value, "must be greater than zero");
        if (policy.PeriodSeconds <= 0)
            errors.Invalid(path.Child("periodSeconds"), policy.PeriodSeconds, "must be greater than zero");
        AtMost(policy.PeriodSeconds, LongestPeriod, path.Child("periodSeconds"), errors);
    }

    private static void AtMost(int? number, int most, FieldPath path, FieldErrors errors)
    {
        if (number > most)
            errors.Invalid(path, number, string.Create(CultureInfo.InvariantCulture, $"must be less than or equal to {most}"));
    }
}
