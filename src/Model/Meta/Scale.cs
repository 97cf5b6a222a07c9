using Krewe.Model.Schema;

namespace Krewe.Model.Meta;

/// <summary>The view of the scale subresource on an object: how many replicas are wanted and there.</summary>
[TypeMeta("autoscaling/v1", "Scale")]
[ApiName("io.k8s.api.autoscaling.v1.Scale")]
public sealed partial record Scale : ApiRecord
{
    /// <summary>Metadata of the object.</summary>
    [Field(1)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>What is wanted.</summary>
    [Field(2)]
    public ScaleSpec Spec { get; init; } = new();

    /// <summary>What is there.</summary>
    [Field(3)]
    public ScaleStatus Status { get; init; } = new();
}

/// <summary>How many replicas are wanted.</summary>
[ApiName("io.k8s.api.autoscaling.v1.ScaleSpec")]
public sealed partial record ScaleSpec : ApiRecord
{
    /// <summary>Number of replicas wanted.</summary>
    [Field(1, OmitZero = true)]
    public int? Replicas { get; init; }
}

/// <summary>How many replicas are there.</summary>
[ApiName("io.k8s.api.autoscaling.v1.ScaleStatus")]
public sealed partial record ScaleStatus : ApiRecord
{
    /// <summary>Number of replicas observed.</summary>
    [Field(1, Required = true)]
    public int? Replicas { get; init; }

    /// <summary>Label selector of the replicas, in text form.</summary>
    [Field(2)]
    public string? Selector { get; init; }
}
