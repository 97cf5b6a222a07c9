using System.Globalization;
using Krewe.Model.Quantities;

namespace Krewe.Model.Autoscaling.V2;

/// <summary>Cells of tables of autoscalers.</summary>
internal static class HorizontalPodAutoscalerCells
{
    private const int MostTargets = 2;

    public static string Reference(HorizontalPodAutoscaler value) => $"{value.Spec.ScaleTargetRef.Kind}/{value.Spec.ScaleTargetRef.Name}";

    public static string Least(HorizontalPodAutoscaler value) => value.Spec.MinReplicas is { } least ? Text(least) : "<unset>";

    /// <summary>What is measured and what it shall be, of the first metrics, and how many more there are.</summary>
    public static string Targets(HorizontalPodAutoscaler value)
    {
        var metrics = value.Spec.Metrics;
        if (metrics.Count == 0)
            return "<none>";
        var shown = string.Join(", ", metrics.Take(MostTargets).Select((metric, i) => Target(metric, value.Status.CurrentMetrics.ElementAtOrDefault(i))));
        return metrics.Count > MostTargets ? $"{shown} + {Text(metrics.Count - MostTargets)} more..." : shown;
    }

    private static string Target(MetricSpec metric, MetricStatus? status) => metric switch
    {
        { Resource: { } resource } => $"{resource.Name}: {OfResource(resource.Target, status?.Resource?.Current)}",
        { ContainerResource: { } resource } => $"{resource.Name}: {OfResource(resource.Target, status?.ContainerResource?.Current)}",
        { Pods: { } pods } => Amount(status?.Pods?.Current.AverageValue, pods.Target.AverageValue),
        { Object: { } of } => OfThing(of.Target, status?.Object?.Current),
        { External: { } external } => OfThing(external.Target, status?.External?.Current),
        _ => "<unknown type>",
    };

    private static string OfResource(MetricTarget target, MetricValueStatus? current) => target.AverageValue is { } amount
        ? Amount(current?.AverageValue, amount)
        : $"{(current?.AverageUtilization is { } now ? $"{Text(now)}%" : "<unknown>")}/{(target.AverageUtilization is { } wanted ? $"{Text(wanted)}%" : "<auto>")}";

    private static string OfThing(MetricTarget target, MetricValueStatus? current) => target.AverageValue is { } average
        ? $"{Amount(current?.AverageValue, average)} (avg)"
        : Amount(current?.Value, target.Value);

    private static string Amount(Quantity? current, Quantity? wanted) => $"{current?.ToString() ?? "<unknown>"}/{wanted?.ToString() ?? "<auto>"}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
