using Krewe.Model.Core;
using Krewe.Model.Schema;

namespace Krewe.Model.Apps;

/// <summary>Observed state of a deployment.</summary>
public sealed partial record DeploymentStatus : ApiRecord
{
    /// <summary>Generation of the object that the controller has seen.</summary>
    [Field(1, OmitZero = true)]
    public long? ObservedGeneration { get; init; }

    /// <summary>Number of pods that there are.</summary>
    [Field(2, OmitZero = true)]
    public int? Replicas { get; init; }

    /// <summary>Number of pods that are of the current template.</summary>
    [Field(3, OmitZero = true)]
    public int? UpdatedReplicas { get; init; }

    /// <summary>Number of pods that are ready.</summary>
    [Field(7, OmitZero = true)]
    public int? ReadyReplicas { get; init; }

    /// <summary>Number of pods that have been ready for minReadySeconds.</summary>
    [Field(4, OmitZero = true)]
    public int? AvailableReplicas { get; init; }

    /// <summary>Number of pods that are missing or not available.</summary>
    [Field(5, OmitZero = true)]
    public int? UnavailableReplicas { get; init; }

    /// <summary>Number of pods that are being deleted.</summary>
    [Field(9)]
    public int? TerminatingReplicas { get; init; }

    /// <summary>What is known of the object.</summary>
    [Field(6, MergeKey = "type")]
    public IReadOnlyList<DeploymentCondition> Conditions { get; init; } = [];

    /// <summary>Hash collisions so far; it goes into the name of the next replica set.</summary>
    [Field(8)]
    public int? CollisionCount { get; init; }
}

/// <summary>One thing that is known of a deployment.</summary>
public sealed partial record DeploymentCondition : ApiRecord
{
    /// <summary>What it is about.</summary>
    [Field(1, Required = true)]
    public DeploymentConditionType? Type { get; init; }

    /// <summary>True, False or Unknown.</summary>
    [Field(2, Required = true)]
    public ConditionStatus? Status { get; init; }

    /// <summary>When the condition was written last.</summary>
    [Field(6)]
    public DateTimeOffset? LastUpdateTime { get; init; }

    /// <summary>When the condition changed from one status to another.</summary>
    [Field(7)]
    public DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>Reason in one CamelCase word, for programs.</summary>
    [Field(4)]
    public string? Reason { get; init; }

    /// <summary>Details in a sentence, for people.</summary>
    [Field(5)]
    public string? Message { get; init; }
}
