using Krewe.Model.Autoscaling.V2;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;

namespace Krewe.Model.Autoscaling;

/// <summary>
/// Converts metrics between v2 and the form that the annotations of v1 have. That form says which of several targets is meant by which of them is there, and
/// has values that must be there although the average is meant: they are 0.
/// </summary>
internal static class MetricConversion
{
    public static MetricSpec FromV2(V2.MetricSpec value) => new()
    {
        Type = value.Type,
        Object = value.Object is not { } @object ? null : new()
        {
            Target = HorizontalPodAutoscalerConversion.Reference(@object.DescribedObject),
            MetricName = @object.Metric.Name,
            TargetValue = @object.Target.Value ?? Quantity.Zero,
            Selector = @object.Metric.Selector,
            AverageValue = @object.Target.AverageValue,
        },
        Pods = value.Pods is not { } pods ? null : new()
        {
            MetricName = pods.Metric.Name,
            TargetAverageValue = pods.Target.AverageValue ?? Quantity.Zero,
            Selector = pods.Metric.Selector,
        },
        Resource = value.Resource is not { } resource ? null : new()
        {
            Name = resource.Name,
            TargetAverageUtilization = resource.Target.AverageUtilization,
            TargetAverageValue = resource.Target.AverageValue,
        },
        External = value.External is not { } external ? null : new()
        {
            MetricName = external.Metric.Name,
            MetricSelector = external.Metric.Selector,
            TargetValue = external.Target.Value,
            TargetAverageValue = external.Target.AverageValue,
        },
        ContainerResource = value.ContainerResource is not { } container ? null : new()
        {
            Name = container.Name,
            TargetAverageUtilization = container.Target.AverageUtilization,
            TargetAverageValue = container.Target.AverageValue,
            Container = container.Container,
        },
    };

    public static V2.MetricSpec ToV2(MetricSpec value) => new()
    {
        Type = value.Type,
        Object = value.Object is not { } @object ? null : new()
        {
            DescribedObject = HorizontalPodAutoscalerConversion.Reference(@object.Target),
            Target = new MetricTarget
            {
                Type = @object.AverageValue is null ? MetricTargetType.Amount : MetricTargetType.AverageValue,
                Value = Unless(@object.AverageValue is not null, @object.TargetValue),
                AverageValue = @object.AverageValue,
            },
            Metric = Metric(@object.MetricName, @object.Selector),
        },
        Pods = value.Pods is not { } pods ? null : new()
        {
            Metric = Metric(pods.MetricName, pods.Selector),
            Target = new MetricTarget { Type = MetricTargetType.AverageValue, AverageValue = pods.TargetAverageValue },
        },
        Resource = value.Resource is not { } resource ? null : new()
        {
            Name = resource.Name,
            Target = Target(resource.TargetAverageUtilization, resource.TargetAverageValue),
        },
        External = value.External is not { } external ? null : new()
        {
            Metric = Metric(external.MetricName, external.MetricSelector),
            Target = new MetricTarget
            {
                Type = external.TargetValue is null ? MetricTargetType.AverageValue : MetricTargetType.Amount,
                Value = external.TargetValue,
                AverageValue = external.TargetAverageValue,
            },
        },
        ContainerResource = value.ContainerResource is not { } container ? null : new()
        {
            Name = container.Name,
            Target = Target(container.TargetAverageUtilization, container.TargetAverageValue),
            Container = container.Container,
        },
    };

    public static MetricStatus FromV2(V2.MetricStatus value) => new()
    {
        Type = value.Type,
        Object = value.Object is not { } @object ? null : new()
        {
            Target = HorizontalPodAutoscalerConversion.Reference(@object.DescribedObject),
            MetricName = @object.Metric.Name,
            CurrentValue = @object.Current.Value ?? Quantity.Zero,
            Selector = @object.Metric.Selector,
            AverageValue = @object.Current.AverageValue,
        },
        Pods = value.Pods is not { } pods ? null : new()
        {
            MetricName = pods.Metric.Name,
            CurrentAverageValue = pods.Current.AverageValue ?? Quantity.Zero,
            Selector = pods.Metric.Selector,
        },
        Resource = value.Resource is not { } resource ? null : new()
        {
            Name = resource.Name,
            CurrentAverageUtilization = resource.Current.AverageUtilization,
            CurrentAverageValue = resource.Current.AverageValue ?? Quantity.Zero,
        },
        External = value.External is not { } external ? null : new()
        {
            MetricName = external.Metric.Name,
            MetricSelector = external.Metric.Selector,
            CurrentValue = external.Current.Value ?? Quantity.Zero,
            CurrentAverageValue = external.Current.AverageValue,
        },
        ContainerResource = value.ContainerResource is not { } container ? null : new()
        {
            Name = container.Name,
            CurrentAverageUtilization = container.Current.AverageUtilization,
            CurrentAverageValue = container.Current.AverageValue ?? Quantity.Zero,
            Container = container.Container,
        },
    };

    public static V2.MetricStatus ToV2(MetricStatus value) => new()
    {
        Type = value.Type,
        Object = value.Object is not { } @object ? null : new()
        {
            Metric = Metric(@object.MetricName, @object.Selector),
            Current = new MetricValueStatus { Value = Unless(@object.AverageValue is not null, @object.CurrentValue), AverageValue = @object.AverageValue },
            DescribedObject = HorizontalPodAutoscalerConversion.Reference(@object.Target),
        },
        Pods = value.Pods is not { } pods ? null : new()
        {
            Metric = Metric(pods.MetricName, pods.Selector),
            Current = new MetricValueStatus { AverageValue = pods.CurrentAverageValue },
        },
        Resource = value.Resource is not { } resource ? null : new()
        {
            Name = resource.Name,
            Current = Current(resource.CurrentAverageUtilization, resource.CurrentAverageValue),
        },
        External = value.External is not { } external ? null : new()
        {
            Metric = Metric(external.MetricName, external.MetricSelector),
            Current = new MetricValueStatus
            {
                Value = Unless(external.CurrentAverageValue is not null, external.CurrentValue),
                AverageValue = external.CurrentAverageValue,
            },
        },
        ContainerResource = value.ContainerResource is not { } container ? null : new()
        {
            Name = container.Name,
            Current = Current(container.CurrentAverageUtilization, container.CurrentAverageValue),
            Container = container.Container,
        },
    };

    private static MetricIdentifier Metric(string? name, LabelSelector? selector) => new() { Name = name, Selector = selector };

    private static MetricTarget Target(int? utilization, Quantity? value) => new()
    {
        Type = utilization is null ? MetricTargetType.AverageValue : MetricTargetType.Utilization,
        AverageValue = value,
        AverageUtilization = utilization,
    };

    private static MetricValueStatus Current(int? utilization, Quantity? value) =>
        new() { AverageValue = Unless(utilization is not null, value), AverageUtilization = utilization };

    /// <summary>The value, but for a zero that is there only because something must be.</summary>
    private static Quantity? Unless(bool isSaidElsewhere, Quantity? value) => isSaidElsewhere && value is { IsZero: true } ? null : value;
}
