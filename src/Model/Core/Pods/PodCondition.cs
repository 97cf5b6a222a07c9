using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>One thing that is known of a pod.</summary>
public sealed partial record PodCondition : ApiRecord
{
    /// <summary>What it is about.</summary>
    [Field(1, Required = true)]
    public PodConditionType? Type { get; init; }

    /// <summary>Generation of the pod that the condition was made for.</summary>
    [Field(7, OmitZero = true)]
    public long? ObservedGeneration { get; init; }

    /// <summary>True, False or Unknown.</summary>
    [Field(2, Required = true)]
    public ConditionStatus? Status { get; init; }

    /// <summary>When it was checked last.</summary>
    [Field(3)]
    public DateTimeOffset? LastProbeTime { get; init; }

    /// <summary>When the condition changed from one status to another.</summary>
    [Field(4)]
    public DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>Reason in one CamelCase word, for programs.</summary>
    [Field(5)]
    public string? Reason { get; init; }

    /// <summary>Details in a sentence, for people.</summary>
    [Field(6)]
    public string? Message { get; init; }
}
