using Krewe.Model.Meta;
using Krewe.Model.Quantities;
using Krewe.Model.Schema;

namespace Krewe.Model.Autoscaling.V2;

/// <summary>One thing that is measured, and what it shall be.</summary>
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
    public CrossVersionObjectReference DescribedObject { get; init; } = new();

    /// <summary>What the metric shall be.</summary>
    [Field(2, Required = true)]
    public MetricTarget Target { get; init; } = new();

    /// <summary>The metric.</summary>
    [Field(3, Required = true)]
    public MetricIdentifier Metric { get; init; } = new();
}

/// <summary>A metric of each of the pods.</summary>
public sealed partial record PodsMetricSource : ApiRecord
{
    /// <summary>The metric.</summary>
    [Field(1, Required = true)]
    public MetricIdentifier Metric { get; init; } = new();

    /// <summary>What it shall be on average.</summary>
    [Field(2, Required = true)]
    public MetricTarget Target { get; init; } = new();
}

/// <summary>A resource that the pods use.</summary>
public sealed partial record ResourceMetricSource : ApiRecord
{
    /// <summary>Name of the resource: cpu or memory.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>How much of it they shall use.</summary>
    [Field(2, Required = true)]
    public MetricTarget Target { get; init; } = new();
}

/// <summary>A resource that one container of each pod uses.</summary>
public sealed partial record ContainerResourceMetricSource : ApiRecord
{
    /// <summary>Name of the resource: cpu or memory.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>How much of it they shall use.</summary>
    [Field(2, Required = true)]
    public MetricTarget Target { get; init; } = new();

    /// <summary>Name of the container.</summary>
    [Field(3, Required = true)]
    public string? Container { get; init; }
}

/// <summary>A metric of something outside of the cluster.</summary>
public sealed partial record ExternalMetricSource : ApiRecord
{
    /// <summary>The metric.</summary>
    [Field(1, Required = true)]
    public MetricIdentifier Metric { get; init; } = new();

    /// <summary>What it shall be.</summary>
    [Field(2, Required = true)]
    public MetricTarget Target { get; init; } = new();
}

/// <summary>Names a metric.</summary>
public sealed partial record MetricIdentifier : ApiRecord
{
    /// <summary>Its name.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>Labels that it must have, for who measures it.</summary>
    [Field(2)]
    public LabelSelector? Selector { get; init; }
}

/// <summary>What a metric shall be.</summary>
public sealed partial record MetricTarget : ApiRecord
{
    /// <summary>Which of the three is meant: Utilization, Value or AverageValue.</summary>
    [Field(1, Required = true)]
    public MetricTargetType? Type { get; init; }

    /// <summary>A value.</summary>
    [Field(2)]
    public Quantity? Value { get; init; }

    /// <summary>A value for each pod, on average.</summary>
    [Field(3)]
    public Quantity? AverageValue { get; init; }

    /// <summary>Percent of what was requested, on average. For resources only.</summary>
    [Field(4)]
    public int? AverageUtilization { get; init; }
}
