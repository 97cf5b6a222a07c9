using System.Text;
using Krewe.Model.Autoscaling.V2;
using Krewe.Model.Documents;
using Krewe.Model.Meta;

namespace Krewe.Model.Autoscaling;

/// <summary>
/// Converts between v1 and v2. What v1 has no field for (other metrics than the CPU, behavior, conditions) stands in annotations of the object in v1, by Kubernetes'
/// names and in its forms, so that who reads and writes it in v1 takes nothing away, and programs that write those annotations are understood.
/// </summary>
/// <remarks>
/// Those forms do not say everything: the CPU has no place among other metrics, for instance. Where they would not give back the very same object, one more annotation
/// holds it. It counts only as long as the others are as they were written with it, so whoever changes them is heeded.
/// </remarks>
internal static class HorizontalPodAutoscalerConversion
{
    /// <summary>The annotation: an autoscaler of v2 without metadata, in JSON.</summary>
    public const string Exact = "krewe.dev/autoscaling-v2";

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
        var shown = With(plain, Annotations(value).Write());
        return ToV2(shown) == value ? shown : With(shown, [KeyValuePair.Create(Exact, Encoding.UTF8.GetString(ApiJson.Write(value with { Metadata = new ObjectMeta() }).Span))]);
    }

    public static V2.HorizontalPodAutoscaler ToV2(HorizontalPodAutoscaler value)
    {
        var exact = ReadExact(value.Metadata);
        var said = AutoscalerAnnotations.Read(value.Metadata.Annotations);
        if (exact is not null && IsUntouched(value.Metadata, exact))
            said = new AutoscalerAnnotations(exact.Spec.Metrics, exact.Status.CurrentMetrics, exact.Status.Conditions, exact.Spec.Behavior);
        return new V2.HorizontalPodAutoscaler
        {
            Metadata = WithoutAnnotations(value.Metadata),
            Spec = new V2.HorizontalPodAutoscalerSpec
            {
                ScaleTargetRef = Reference(value.Spec.ScaleTargetRef),
                MinReplicas = value.Spec.MinReplicas,
                MaxReplicas = value.Spec.MaxReplicas,
                Metrics = Metrics(said.Metrics ?? [], value.Spec.TargetCPUUtilizationPercentage),
                Behavior = said.Behavior,
                Unknown = value.Spec.Unknown,
            },
            Status = new V2.HorizontalPodAutoscalerStatus
            {
                ObservedGeneration = value.Status.ObservedGeneration,
                LastScaleTime = value.Status.LastScaleTime,
                CurrentReplicas = value.Status.CurrentReplicas is 0 ? null : value.Status.CurrentReplicas,
                DesiredReplicas = value.Status.DesiredReplicas,
                CurrentMetrics = Measured(said.CurrentMetrics ?? [], value.Status.CurrentCPUUtilizationPercentage),
                Conditions = said.Conditions ?? [],
                Unknown = value.Status.Unknown,
            },
            Unknown = value.Unknown,
        };
    }

    /// <summary>The metadata without the annotations of v1 that can be read: in other versions they would say again, or differently, what fields say.</summary>
    public static ObjectMeta WithoutAnnotations(ObjectMeta metadata)
    {
        if (metadata.Annotations.Count == 0)
            return metadata;
        var gone = AutoscalerAnnotations.Read(metadata.Annotations).Present.ToHashSet(StringComparer.Ordinal);
        if (ReadExact(metadata) is not null)
            gone.Add(Exact);
        return gone.Count == 0
            ? metadata
            : metadata with { Annotations = metadata.Annotations.Where(annotation => !gone.Contains(annotation.Key)).ToDictionary(StringComparer.Ordinal) };
    }

    /// <summary>What the fields of v1 do not say.</summary>
    private static AutoscalerAnnotations Annotations(V2.HorizontalPodAutoscaler value)
    {
        var cpu = value.Spec.Metrics.FirstOrDefault(IsCpu);
        var measured = value.Status.CurrentMetrics;
        var saidByField = Measured([], measured.FirstOrDefault(IsCpu)?.Resource!.Current.AverageUtilization);
        return new AutoscalerAnnotations(
            [.. value.Spec.Metrics.Where(metric => !ReferenceEquals(metric, cpu))],
            measured.SequenceEqual(saidByField) ? [] : measured,
            value.Status.Conditions,
            value.Spec.Behavior);
    }

    private static bool IsUntouched(ObjectMeta metadata, V2.HorizontalPodAutoscaler exact)
    {
        var written = Annotations(exact).Write().ToDictionary(StringComparer.Ordinal);
        return AutoscalerAnnotations.Names.All(name => metadata.Annotations.GetValueOrDefault(name) == written.GetValueOrDefault(name));
    }

    private static bool IsCpu(V2.MetricSpec metric) => metric is { Resource: { Name: Cpu, Target.AverageUtilization: not null } };

    private static bool IsCpu(V2.MetricStatus metric) => metric is { Resource: { Name: Cpu, Current.AverageUtilization: not null } };

    /// <summary>The metrics with this target for the CPU in place of the one that they have, if any.</summary>
    private static IReadOnlyList<V2.MetricSpec> Metrics(IReadOnlyList<V2.MetricSpec> metrics, int? target)
    {
        var old = metrics.FirstOrDefault(IsCpu);
        if (target is null)
            return [.. metrics.Where(metric => !ReferenceEquals(metric, old))];
        if (old is null)
        {
            return
            [
                .. metrics,
                new V2.MetricSpec
                {
                    Type = MetricSourceType.Resource,
                    Resource = new V2.ResourceMetricSource { Name = Cpu, Target = new MetricTarget { Type = MetricTargetType.Utilization, AverageUtilization = target } },
                },
            ];
        }
        var changed = old with { Resource = old.Resource! with { Target = old.Resource.Target with { AverageUtilization = target } } };
        return [.. metrics.Select(metric => ReferenceEquals(metric, old) ? changed : metric)];
    }

    private static IReadOnlyList<V2.MetricStatus> Measured(IReadOnlyList<V2.MetricStatus> metrics, int? current)
    {
        var old = metrics.FirstOrDefault(IsCpu);
        if (current is null)
            return [.. metrics.Where(metric => !ReferenceEquals(metric, old))];
        if (old is null)
        {
            return
            [
                .. metrics,
                new V2.MetricStatus
                {
                    Type = MetricSourceType.Resource,
                    Resource = new V2.ResourceMetricStatus { Name = Cpu, Current = new MetricValueStatus { AverageUtilization = current } },
                },
            ];
        }
        var changed = old with { Resource = old.Resource! with { Current = old.Resource.Current with { AverageUtilization = current } } };
        return [.. metrics.Select(metric => ReferenceEquals(metric, old) ? changed : metric)];
    }

    private static HorizontalPodAutoscaler With(HorizontalPodAutoscaler value, IEnumerable<KeyValuePair<string, string>> annotations)
    {
        var all = new Dictionary<string, string>(value.Metadata.Annotations, StringComparer.Ordinal);
        foreach (var (name, text) in annotations)
            all[name] = text;
        return value with { Metadata = value.Metadata with { Annotations = all } };
    }

    /// <summary>What the annotation says, where there is one; people may write it, and what cannot be read is an annotation like any other.</summary>
    private static V2.HorizontalPodAutoscaler? ReadExact(ObjectMeta metadata) => metadata.Annotations.TryGetValue(Exact, out var text)
        && ApiDecoder.Decode(BodyFormat.Json, Encoding.UTF8.GetBytes(text), V2.HorizontalPodAutoscalerKind.Instance, FieldValidation.Ignore).TryGet(out var decoded, out _)
            ? (V2.HorizontalPodAutoscaler)decoded.Value
            : null;

    public static CrossVersionObjectReference Reference(V2.CrossVersionObjectReference value) =>
        new() { Kind = value.Kind, Name = value.Name, ApiVersion = value.ApiVersion, Unknown = value.Unknown };

    public static V2.CrossVersionObjectReference Reference(CrossVersionObjectReference value) =>
        new() { Kind = value.Kind, Name = value.Name, ApiVersion = value.ApiVersion, Unknown = value.Unknown };
}
