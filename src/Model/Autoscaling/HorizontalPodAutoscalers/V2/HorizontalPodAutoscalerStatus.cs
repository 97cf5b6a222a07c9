using Krewe.Model.Core;
using Krewe.Model.Quantities;
using Krewe.Model.Schema;

namespace Krewe.Model.Autoscaling.V2;

/// <summary>What was measured and done.</summary>
public sealed partial record HorizontalPodAutoscalerStatus : ApiRecord
{
    /// <summary>Generation of the object that was seen last.</summary>
    [Field(1)]
    public long? ObservedGeneration { get; init; }

    /// <summary>When the number of pods was changed last.</summary>
    [Field(2)]
    public DateTimeOffset? LastScaleTime { get; init; }

    /// <summary>How many pods there are.</summary>
    [Field(3, OmitZero = true)]
    public int? CurrentReplicas { get; init; }

    /// <summary>How many pods there shall be.</summary>
    [Field(4, Required = true)]
    public int DesiredReplicas { get; init; }

    /// <summary>What was measured last.</summary>
    [Field(5, Atomic = true)]
    public IReadOnlyList<MetricStatus> CurrentMetrics { get; init; } = [];

    /// <summary>What is known of the object.</summary>
    [Field(6, MergeKey = "type")]
    public IReadOnlyList<HorizontalPodAutoscalerCondition> Conditions { get; init; } = [];
}

/// <summary>One thing that is known of an autoscaler.</summary>
public sealed partial record HorizontalPodAutoscalerCondition : ApiRecord
{
    /// <summary>What it is about.</summary>
    [Field(1, Required = true)]
    public HorizontalPodAutoscalerConditionType? Type { get; init; }

    /// <summary>True, False or Unknown.</summary>
    [Field(2, Required = true)]
    public ConditionStatus? Status { get; init; }

    /// <summary>When the condition changed from one status to another.</summary>
    [Field(3)]
    public DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>Reason in one CamelCase word, for programs.</summary>
    [Field(4)]
    public string? Reason { get; init; }

    /// <summary>Details in a sentence, for people.</summary>
    [Field(5)]
    public string? Message { get; init; }
}

/// <summary>What was measured of one metric.</summary>
public sealed partial record MetricStatus : ApiRecord
{
    /// <summary>Where it comes from; the field of that name holds it.</summary>
    [Field(1, Required = true)]
    public MetricSourceType? Type { get; init; }

    /// <summary>Of an object of the cluster.</summary>
    [Field(2)]
    public ObjectMetricStatus? Object { get; init; }

    /// <summary>Of each of the pods.</summary>
    [Field(3)]
    public PodsMetricStatus? Pods { get; init; }

    /// <summary>Of a resource that the pods use.</summary>
    [Field(4)]
    public ResourceMetricStatus? Resource { get; init; }

    /// <summary>Of something outside of the cluster.</summary>
    [Field(5)]
    public ExternalMetricStatus? External { get; init; }

    /// <summary>Of a resource that one container of each pod uses.</summary>
    [Field(7)]
    public ContainerResourceMetricStatus? ContainerResource { get; init; }
}

/// <summary>What was measured of an object of the cluster.</summary>
public sealed partial record ObjectMetricStatus : ApiRecord
{
    /// <summary>The metric.</summary>
    [Field(1, Required = true)]
    public MetricIdentifier Metric { get; init; } = new();

    /// <summary>Its value.</summary>
    [Field(2, Required = true)]
    public MetricValueStatus Current { get; init; } = new();

    /// <summary>The object.</summary>
    [Field(3, Required = true)]
    public CrossVersionObjectReference DescribedObject { get; init; } = new();
}

/// <summary>What was measured of each of the pods.</summary>
public sealed partial record PodsMetricStatus : ApiRecord
{
    /// <summary>The metric.</summary>
    [Field(1, Required = true)]
    public MetricIdentifier Metric { get; init; } = new();

    /// <summary>Its value.</summary>
    [Field(2, Required = true)]
    public MetricValueStatus Current { get; init; } = new();
}

/// <summary>What was measured of a resource that the pods use.</summary>
public sealed partial record ResourceMetricStatus : ApiRecord
{
    /// <summary>Name of the resource.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>Its value.</summary>
    [Field(2, Required = true)]
    public MetricValueStatus Current { get; init; } = new();
}

/// <summary>What was measured of a resource that one container of each pod uses.</summary>
public sealed partial record ContainerResourceMetricStatus : ApiRecord
{
    /// <summary>Name of the resource.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>Its value.</summary>
    [Field(2, Required = true)]
    public MetricValueStatus Current { get; init; } = new();

    /// <summary>Name of the container.</summary>
    [Field(3, Required = true)]
    public string? Container { get; init; }
}

/// <summary>What was measured outside of the cluster.</summary>
public sealed partial record ExternalMetricStatus : ApiRecord
{
    /// <summary>The metric.</summary>
    [Field(1, Required = true)]
    public MetricIdentifier Metric { get; init; } = new();

    /// <summary>Its value.</summary>
    [Field(2, Required = true)]
    public MetricValueStatus Current { get; init; } = new();
}

/// <summary>The value of a metric.</summary>
public sealed partial record MetricValueStatus : ApiRecord
{
    /// <summary>As a value.</summary>
    [Field(1)]
    public Quantity? Value { get; init; }

    /// <summary>As a value for each pod.</summary>
    [Field(2)]
    public Quantity? AverageValue { get; init; }

    /// <summary>As percent of what was requested.</summary>
    [Field(3)]
    public int? AverageUtilization { get; init; }
}
