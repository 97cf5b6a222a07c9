using Krewe.Model.Autoscaling.V2;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;
using Krewe.Model.Schema;

namespace Krewe.Model.Autoscaling;

/// <summary>One thing that is measured, and what it shall be, as the annotation of v1 says it.</summary>
public sealed partial record MetricSpec : ApiRecord
{
    /// <summary>Where it comes from; the field of that name says the rest.</summary>
    [Field(1, Required = true)]
    public MetricSourceType? Type { get; init; }

    /// <summary>An object of the cluster.</summary>
    [Field(2)]
    public ObjectMetricSource? Object { get; init; }

    /// <summary>Each of the pods.</summary>
    [Field(3)]
    public PodsMetricSource? Pods { get; init; }

    /// <summary>A resource that the pods use.</summary>
    [Field(4)]
    public ResourceMetricSource? Resource { get; init; }

    /// <summary>Something outside of the cluster.</summary>
    [Field(5)]
    public ExternalMetricSource? External { get; init; }

    /// <summary>A resource that one container of each pod uses.</summary>
    [Field(7)]
    public ContainerResourceMetricSource? ContainerResource { get; init; }
}

/// <summary>A metric of an object of the cluster.</summary>
public sealed partial record ObjectMetricSource : ApiRecord
{
    /// <summary>The object.</summary>
    [Field(1, Required = true)]
    public CrossVersionObjectReference Target { get; init; } = new();

    /// <summary>Name of the metric.</summary>
    [Field(2, Required = true)]
    public string? MetricName { get; init; }

    /// <summary>What it shall be; 0 where the average says it.</summary>
    [Field(3, Required = true)]
    public Quantity? TargetValue { get; init; }

    /// <summary>Labels that the metric must have.</summary>
    [Field(4)]
    public LabelSelector? Selector { get; init; }

    /// <summary>What it shall be for each pod, on average.</summary>
    [Field(5)]
    public Quantity? AverageValue { get; init; }
}

/// <summary>A metric of each of the pods.</summary>
public sealed partial record PodsMetricSource : ApiRecord
{
    /// <summary>Name of the metric.</summary>
    [Field(1, Required = true)]
    public string? MetricName { get; init; }

    /// <summary>What it shall be on average.</summary>
    [Field(2, Required = true)]
    public Quantity? TargetAverageValue { get; init; }

    /// <summary>Labels that the metric must have.</summary>
    [Field(3)]
    public LabelSelector? Selector { get; init; }
}

/// <summary>A resource that the pods use.</summary>
public sealed partial record ResourceMetricSource : ApiRecord
{
    /// <summary>Name of the resource.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>Percent of what was requested that they shall use on average.</summary>
    [Field(2)]
    public int? TargetAverageUtilization { get; init; }

    /// <summary>How much of it they shall use on average.</summary>
    [Field(3)]
    public Quantity? TargetAverageValue { get; init; }
}

/// <summary>A resource that one container of each pod uses.</summary>
public sealed partial record ContainerResourceMetricSource : ApiRecord
{
    /// <summary>Name of the resource.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>Percent of what was requested that they shall use on average.</summary>
    [Field(2)]
    public int? TargetAverageUtilization { get; init; }

    /// <summary>How much of it they shall use on average.</summary>
    [Field(3)]
    public Quantity? TargetAverageValue { get; init; }

    /// <summary>Name of the container.</summary>
    [Field(5, Required = true)]
    public string? Container { get; init; }
}

/// <summary>A metric of something outside of the cluster.</summary>
public sealed partial record ExternalMetricSource : ApiRecord
{
    /// <summary>Name of the metric.</summary>
    [Field(1, Required = true)]
    public string? MetricName { get; init; }

    /// <summary>Labels that the metric must have.</summary>
    [Field(2)]
    public LabelSelector? MetricSelector { get; init; }

    /// <summary>What it shall be.</summary>
    [Field(3)]
    public Quantity? TargetValue { get; init; }

    /// <summary>What it shall be for each pod, on average.</summary>
    [Field(4)]
    public Quantity? TargetAverageValue { get; init; }
}
