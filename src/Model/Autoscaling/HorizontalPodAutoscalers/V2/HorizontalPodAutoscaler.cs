using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Autoscaling.V2;

/// <summary>Says how many pods something shall have by how busy they are, or by other things that are measured. It is kept; nothing acts on it yet.</summary>
public sealed partial record HorizontalPodAutoscaler : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => HorizontalPodAutoscalerKind.Instance;

    /// <summary>What to scale, and by what.</summary>
    [Field(2)]
    public HorizontalPodAutoscalerSpec Spec { get; init; } = new();

    /// <summary>What was measured and done.</summary>
    [Field(3)]
    public HorizontalPodAutoscalerStatus Status { get; init; } = new();
}

/// <summary>What to scale, and by what.</summary>
public sealed partial record HorizontalPodAutoscalerSpec : ApiRecord
{
    /// <summary>What is scaled; it must have a scale subresource.</summary>
    [Field(1, Required = true)]
    public CrossVersionObjectReference ScaleTargetRef { get; init; } = new();

    /// <summary>Fewest pods; 1 by default.</summary>
    [Field(2)]
    public int? MinReplicas { get; init; }

    /// <summary>Most pods; not less than the fewest.</summary>
    [Field(3, Required = true)]
    public int MaxReplicas { get; init; }

    /// <summary>What is measured, and what it shall be; the metric that asks for most pods decides. By default an average of 80% of the requested CPU.</summary>
    [Field(4, Atomic = true)]
    public IReadOnlyList<MetricSpec> Metrics { get; init; } = [];

    /// <summary>How fast it scales up and down.</summary>
    [Field(5)]
    public HorizontalPodAutoscalerBehavior? Behavior { get; init; }
}

/// <summary>Names an object of some kind in the same namespace.</summary>
[Atomic]
public sealed partial record CrossVersionObjectReference : ApiRecord
{
    /// <summary>Kind.</summary>
    [Field(1, Required = true)]
    public string? Kind { get; init; }

    /// <summary>Name.</summary>
    [Field(2, Required = true)]
    public string? Name { get; init; }

    /// <summary>API version of the kind.</summary>
    [Field(3)]
    public string? ApiVersion { get; init; }
}
