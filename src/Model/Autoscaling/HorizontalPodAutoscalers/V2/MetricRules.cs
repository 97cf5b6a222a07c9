using Krewe.Model.Quantities;
using Krewe.Model.Rbac;
using Krewe.Model.Validation;

namespace Krewe.Model.Autoscaling.V2;

/// <summary>Rules of what autoscalers measure.</summary>
internal static class MetricRules
{
    public static void Validate(MetricSpec metric, FieldPath path, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(metric.Type?.Value))
            errors.Required(path.Child("type"), "must specify a metric source type");
        EnumRules.Optional<MetricSourceType>(metric.Type ?? new MetricSourceType(""), path.Child("type"), errors);

        var present = Present(metric).ToList();
        // Of several only the first is looked at.
        if (present.Count > 0)
            ValidateSource(metric, present[0], path.Child(present[0]), errors);
        if (FieldOf(metric.Type) is not { } expected)
            return;
        if (!present.Contains(expected))
            errors.Required(path.Child(expected), "must populate information for the given metric source");
        foreach (var other in present.Where(field => field != expected))
            errors.Forbidden(path.Child(other), "must populate the given metric source only");
    }

    private static IEnumerable<string> Present(MetricSpec metric)
    {
        if (metric.Object is not null)
            yield return "object";
        if (metric.External is not null)
            yield return "external";
        if (metric.Pods is not null)
            yield return "pods";
        if (metric.Resource is not null)
            yield return "resource";
        if (metric.ContainerResource is not null)
            yield return "containerResource";
    }

    private static string? FieldOf(MetricSourceType? type) =>
        type == MetricSourceType.Object ? "object"
        : type == MetricSourceType.External ? "external"
        : type == MetricSourceType.Pods ? "pods"
        : type == MetricSourceType.Resource ? "resource"
        : type == MetricSourceType.ContainerResource ? "containerResource"
        : null;

    private static void ValidateSource(MetricSpec metric, string field, FieldPath path, FieldErrors errors)
    {
        switch (field)
        {
            case "object":
                HorizontalPodAutoscalerRules.Validate(metric.Object!.DescribedObject, path.Child("describedObject"), errors);
                Validate(metric.Object.Metric, path.Child("metric"), errors);
                Validate(metric.Object.Target, path.Child("target"), errors);
                if (metric.Object.Target is { Value: null, AverageValue: null })
                    errors.Required(path.Child("target").Child("averageValue"), "must set either a target value or averageValue");
                break;
            case "external":
                Validate(metric.External!.Metric, path.Child("metric"), errors);
                Validate(metric.External.Target, path.Child("target"), errors);
                if (metric.External.Target is { Value: null, AverageValue: null })
                    errors.Required(path.Child("target").Child("averageValue"), "must set either a target value for metric or a per-pod target");
                if (metric.External.Target is { Value: not null, AverageValue: not null })
                    errors.Forbidden(path.Child("target").Child("value"), "may not set both a target value for metric and a per-pod target");
                break;
            case "pods":
                Validate(metric.Pods!.Metric, path.Child("metric"), errors);
                Validate(metric.Pods.Target, path.Child("target"), errors);
                if (metric.Pods.Target.AverageValue is null)
                    errors.Required(path.Child("target").Child("averageValue"), "must specify a positive target averageValue");
                break;
            case "resource":
                ValidateResource(metric.Resource!.Name, metric.Resource.Target, path, errors);
                break;
            case "containerResource":
                if (string.IsNullOrEmpty(metric.ContainerResource!.Container))
                    errors.Required(path.Child("container"), "must specify a container");
                ValidateResource(metric.ContainerResource.Name, metric.ContainerResource.Target, path, errors);
                break;
        }
    }

    private static void ValidateResource(string? name, MetricTarget target, FieldPath path, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(name))
            errors.Required(path.Child("name"), "must specify a resource name");
        Validate(target, path.Child("target"), errors);
        if (target is { AverageUtilization: null, AverageValue: null })
            errors.Required(path.Child("target").Child("averageUtilization"), "must set either a target raw value or a target utilization");
        if (target is { AverageUtilization: not null, AverageValue: not null })
            errors.Forbidden(path.Child("target").Child("averageValue"), "may not set both a target raw value and a target utilization");
    }

    private static void Validate(MetricIdentifier metric, FieldPath path, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(metric.Name))
            errors.Required(path.Child("name"), "must specify a metric name");
        else
            errors.Invalid(path.Child("name"), metric.Name, PolicyRules.Name(metric.Name));
    }

    private static void Validate(MetricTarget target, FieldPath path, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(target.Type?.Value))
            errors.Required(path.Child("type"), "must specify a metric target type");
        if (target.Type is not { } type || !MetricTargetType.Known.Contains(type))
            errors.Invalid(path.Child("type"), target.Type?.Value ?? "", "must be either Utilization, Value, or AverageValue");
        Positive(target.Value, path.Child("value"), errors);
        Positive(target.AverageValue, path.Child("averageValue"), errors);
        if (target.AverageUtilization < 1)
            errors.Invalid(path.Child("averageUtilization"), target.AverageUtilization, "must be greater than 0");
    }

    private static void Positive(Quantity? amount, FieldPath path, FieldErrors errors)
    {
        if (amount is { Sign: <= 0 })
            errors.Invalid(path, amount, "must be positive");
    }
}
