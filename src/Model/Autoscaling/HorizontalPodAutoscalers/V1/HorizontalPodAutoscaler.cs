using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Autoscaling;

/// <summary>Says how many pods something shall have by how busy they are. It is kept; nothing acts on it yet.</summary>
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

    /// <summary>Percentage of the requested CPU that the pods shall use on average.</summary>
    [Field(4, Name = "targetCPUUtilizationPercentage")]
    public int? TargetCPUUtilizationPercentage { get; init; }
}

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
    [Field(3, Required = true)]
    public int CurrentReplicas { get; init; }

    /// <summary>How many pods there shall be.</summary>
    [Field(4, Required = true)]
    public int DesiredReplicas { get; init; }

    /// <summary>Percentage of the requested CPU that the pods used on average.</summary>
    [Field(5, Name = "currentCPUUtilizationPercentage")]
    public int? CurrentCPUUtilizationPercentage { get; init; }
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
