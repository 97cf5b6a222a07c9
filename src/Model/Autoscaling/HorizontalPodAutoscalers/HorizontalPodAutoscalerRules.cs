using Krewe.Model.Rbac;
using Krewe.Model.Validation;

namespace Krewe.Model.Autoscaling;

/// <summary>Rules of autoscalers.</summary>
internal static class HorizontalPodAutoscalerRules
{
    public static void Validate(HorizontalPodAutoscalerSpec spec, FieldErrors errors)
    {
        var path = FieldPath.Spec;
        if (spec.MinReplicas < 1)
            errors.Invalid(path.Child("minReplicas"), spec.MinReplicas, "must be greater than or equal to 1");
        if (spec.MaxReplicas < 1)
            errors.Invalid(path.Child("maxReplicas"), spec.MaxReplicas, "must be greater than 0");
        if (spec.MaxReplicas < spec.MinReplicas)
            errors.Invalid(path.Child("maxReplicas"), spec.MaxReplicas, "must be greater than or equal to `minReplicas`");
        Required(spec.ScaleTargetRef.Kind, path.Child("scaleTargetRef").Child("kind"), errors);
        Required(spec.ScaleTargetRef.Name, path.Child("scaleTargetRef").Child("name"), errors);
        if (spec.TargetCPUUtilizationPercentage < 1)
            errors.Invalid(path.Child("targetCPUUtilizationPercentage"), spec.TargetCPUUtilizationPercentage, "must be greater than 0");
    }

    private static void Required(string? text, FieldPath path, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text))
            errors.Required(path);
        else
            errors.Invalid(path, text, PolicyRules.Name(text));
    }
}
