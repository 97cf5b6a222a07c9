using Krewe.Model.Autoscaling.V2;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;
using Krewe.Model.Schema;

namespace Krewe.Model.Autoscaling;

/// <summary>What was measured of one metric, as the annotation of v1 says it.</summary>
public sealed partial record MetricStatus : ApiRecord
{
    /// <summary>Where it comes from; the field of that name says the rest.</summary>
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
    /// <summary>The object.</summary>
    [Field(1, Required = true)]
    public CrossVersionObjectReference Target { get; init; } = new();

    /// <summary>Name of the metric.</summary>
    [Field(2, Required = true)]
    public string? MetricName { get; init; }

    /// <summary>Its value; 0 where the average says it.</summary>
    [Field(3, Required = true)]
    public Quantity? CurrentValue { get; init; }

    /// <summary>Labels that the metric must have.</summary>
    [Field(4)]
    public LabelSelector? Selector { get; init; }

    /// <summary>Its value for each pod, on average.</summary>
    [Field(5)]
    public Quantity? AverageValue { get; init; }
}

/// <summary>What was measured of each of the pods.</summary>
public sealed partial record PodsMetricStatus : ApiRecord
{
    /// <summary>Name of the metric.</summary>
    [Field(1, Required = true)]
    public string? MetricName { get; init; }

    /// <summary>Its value on average.</summary>
    [Field(2, Required = true)]
    public Quantity? CurrentAverageValue { get; init; }

    /// <summary>Labels that the metric must have.</summary>
    [Field(3)]
    public LabelSelector? Selector { get; init; }
}

/// <summary>What was measured of a resource that the pods use.</summary>
public sealed partial record ResourceMetricStatus : ApiRecord
{
    /// <summary>Name of the resource.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>Percent of what was requested that they used on average.</summary>
    [Field(2)]
    public int? CurrentAverageUtilization { get; init; }

    /// <summary>How much of it they used on average; 0 where only the percentage is known.</summary>
    [Field(3, Required = true)]
    public Quantity? CurrentAverageValue { get; init; }
}

/// <summary>What was measured of a resource that one container of each pod uses.</summary>
public sealed partial record ContainerResourceMetricStatus : ApiRecord
{
    /// <summary>Name of the resource.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>Percent of what was requested that they used on average.</summary>
    [Field(2)]
    public int? CurrentAverageUtilization { get; init; }

    /// <summary>How much of it they used on average; 0 where only the percentage is known.</summary>
    [Field(3, Required = true)]
    public Quantity? CurrentAverageValue { get; init; }

    /// <summary>Name of the container.</summary>
    [Field(4, Required = true)]
    public string? Container { get; init; }
}

/// <summary>What was measured outside of the cluster.</summary>
public sealed partial record ExternalMetricStatus : ApiRecord
{
    /// <summary>Name of the metric.</summary>
    [Field(1, Required = true)]
    public string? MetricName { get; init; }

    /// <summary>Labels that the metric must have.</summary>
    [Field(2)]
    public LabelSelector? MetricSelector { get; init; }

    /// <summary>Its value; 0 where the average says it.</summary>
    [Field(3, Required = true)]
    public Quantity? CurrentValue { get; init; }

    /// <summary>Its value for each pod, on average.</summary>
    [Field(4)]
    public Quantity? CurrentAverageValue { get; init; }
}
