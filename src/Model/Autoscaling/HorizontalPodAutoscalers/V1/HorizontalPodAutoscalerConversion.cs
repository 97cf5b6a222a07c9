using System.Text;
using Krewe.Model.Autoscaling.V2;
using Krewe.Model.Documents;
using Krewe.Model.Meta;

namespace Krewe.Model.Autoscaling;

/// <summary>
/// Converts between v1 and v2. What v1 has no field for (other metrics than the CPU, behavior, conditions) stands in an annotation of the object
/// in v1, so that who reads and writes it in v1 takes nothing away.
/// </summary>
internal static class HorizontalPodAutoscalerConversion
{
    /// <summary>The annotation: an autoscaler of v2 without metadata, in JSON.</summary>
    public const string Annotation = "krewe.dev/autoscaling-v2";

    private const string Cpu = "cpu";

    public static HorizontalPodAutoscaler FromV2(V2.HorizontalPodAutoscaler value)
    {
        var plain = new HorizontalPodAutoscaler
        {
            Metadata = value.Metadata,
            Spec = new HorizontalPodAutoscalerSpec
            {
                ScaleTargetRef = Reference(value.Spec.ScaleTargetRef),
                MinReplicas = value.Spec.MinReplicas,
                MaxReplicas = value.Spec.MaxReplicas,
                TargetCPUUtilizationPercentage = value.Spec.Metrics.FirstOrDefault(IsCpu)?.Resource!.Target.AverageUtilization,
                Unknown = value.Spec.Unknown,
            },
            Status = new HorizontalPodAutoscalerStatus
            {
                ObservedGeneration = value.Status.ObservedGeneration,
                LastScaleTime = value.Status.LastScaleTime,
                CurrentReplicas = value.Status.CurrentReplicas ?? 0,
                DesiredReplicas = value.Status.DesiredReplicas,
                CurrentCPUUtilizationPercentage = value.Status.CurrentMetrics.FirstOrDefault(IsCpu)?.Resource!.Current.AverageUtilization,
                Unknown = value.Status.Unknown,
            },
            Unknown = value.Unknown,
        };
        return ToV2(plain) == value ? plain : plain with { Metadata = plain.Metadata with { Annotations = WithRest(plain.Metadata.Annotations, value) } };
    }

    public static V2.HorizontalPodAutoscaler ToV2(HorizontalPodAutoscaler value)
    {
        var rest = Rest(value.Metadata);
        return new V2.HorizontalPodAutoscaler
        {
            Metadata = rest is null ? value.Metadata : value.Metadata with
            {
                Annotations = value.Metadata.Annotations.Where(annotation => annotation.Key != Annotation).ToDictionary(StringComparer.Ordinal),
            },
            Spec = new V2.HorizontalPodAutoscalerSpec
            {
                ScaleTargetRef = Reference(value.Spec.ScaleTargetRef),
                MinReplicas = value.Spec.MinReplicas,
                MaxReplicas = value.Spec.MaxReplicas,
                Metrics = Metrics(rest?.Spec.Metrics ?? [], value.Spec.TargetCPUUtilizationPercentage),
                Behavior = rest?.Spec.Behavior,
                Unknown = value.Spec.Unknown,
            },
            Status = new V2.HorizontalPodAutoscalerStatus
            {
                ObservedGeneration = value.Status.ObservedGeneration,
                LastScaleTime = value.Status.LastScaleTime,
                CurrentReplicas = value.Status.CurrentReplicas is 0 ? null : value.Status.CurrentReplicas,
                DesiredReplicas = value.Status.DesiredReplicas,
                CurrentMetrics = Measured(rest?.Status.CurrentMetrics ?? [], value.Status.CurrentCPUUtilizationPercentage),
                Conditions = rest?.Status.Conditions ?? [],
                Unknown = value.Status.Unknown,
            },
            Unknown = value.Unknown,
        };
    }

    private static bool IsCpu(MetricSpec metric) => metric is { Resource: { Name: Cpu, Target.AverageUtilization: not null } };

    private static bool IsCpu(MetricStatus metric) => metric is { Resource: { Name: Cpu, Current.AverageUtilization: not null } };

    /// <summary>The metrics with this target for the CPU in place of the one that they have, if any.</summary>
    private static IReadOnlyList<MetricSpec> Metrics(IReadOnlyList<MetricSpec> metrics, int? target)
    {
        var old = metrics.FirstOrDefault(IsCpu);
        if (target is null)
            return [.. metrics.Where(metric => !ReferenceEquals(metric, old))];
        if (old is null)
        {
            return
            [
                .. metrics,
                new MetricSpec
                {
                    Type = MetricSourceType.Resource,
                    Resource = new ResourceMetricSource { Name = Cpu, Target = new MetricTarget { Type = MetricTargetType.Utilization, AverageUtilization = target } },
                },
            ];
        }
        var changed = old with { Resource = old.Resource! with { Target = old.Resource.Target with { AverageUtilization = target } } };
        return [.. metrics.Select(metric => ReferenceEquals(metric, old) ? changed : metric)];
    }

    private static IReadOnlyList<MetricStatus> Measured(IReadOnlyList<MetricStatus> metrics, int? current)
    {
        var old = metrics.FirstOrDefault(IsCpu);
        if (current is null)
            return [.. metrics.Where(metric => !ReferenceEquals(metric, old))];
        if (old is null)
        {
            return
            [
                .. metrics,
                new MetricStatus
                {
                    Type = MetricSourceType.Resource,
                    Resource = new ResourceMetricStatus { Name = Cpu, Current = new MetricValueStatus { AverageUtilization = current } },
                },
            ];
        }
        var changed = old with { Resource = old.Resource! with { Current = old.Resource.Current with { AverageUtilization = current } } };
        return [.. metrics.Select(metric => ReferenceEquals(metric, old) ? changed : metric)];
    }

    private static IReadOnlyDictionary<string, string> WithRest(IReadOnlyDictionary<string, string> annotations, V2.HorizontalPodAutoscaler value) =>
        new Dictionary<string, string>(annotations, StringComparer.Ordinal)
        {
            [Annotation] = Encoding.UTF8.GetString(ApiJson.Write(value with { Metadata = new ObjectMeta() }).Span),
        };

    /// <summary>What the annotation says, where there is one; people may write it, and what cannot be read is an annotation like any other.</summary>
    private static V2.HorizontalPodAutoscaler? Rest(ObjectMeta metadata) => metadata.Annotations.TryGetValue(Annotation, out var text)
        && ApiDecoder.Decode(BodyFormat.Json, Encoding.UTF8.GetBytes(text), V2.HorizontalPodAutoscalerKind.Instance, FieldValidation.Ignore).TryGet(out var decoded, out _)
            ? (V2.HorizontalPodAutoscaler)decoded.Value
            : null;

    private static CrossVersionObjectReference Reference(V2.CrossVersionObjectReference value) =>
        new() { Kind = value.Kind, Name = value.Name, ApiVersion = value.ApiVersion, Unknown = value.Unknown };

    private static V2.CrossVersionObjectReference Reference(CrossVersionObjectReference value) =>
        new() { Kind = value.Kind, Name = value.Name, ApiVersion = value.ApiVersion, Unknown = value.Unknown };
}
