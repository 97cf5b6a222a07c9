using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Observed state of a replication controller.</summary>
public sealed partial record ReplicationControllerStatus : ApiRecord
{
    /// <summary>Number of pods that there are.</summary>
    [Field(1, Required = true)]
    public int Replicas { get; init; }

    /// <summary>Number of pods that have all labels of the template.</summary>
    [Field(2, OmitZero = true)]
    public int? FullyLabeledReplicas { get; init; }

    /// <summary>Number of pods that are ready.</summary>
    [Field(4, OmitZero = true)]
    public int? ReadyReplicas { get; init; }

    /// <summary>Number of pods that have been ready for minReadySeconds.</summary>
    [Field(5, OmitZero = true)]
    public int? AvailableReplicas { get; init; }

    /// <summary>Generation of the object that the controller has seen.</summary>
    [Field(3, OmitZero = true)]
    public long? ObservedGeneration { get; init; }

    /// <summary>What is known of the object.</summary>
    [Field(6, MergeKey = "type")]
    public IReadOnlyList<ReplicationControllerCondition> Conditions { get; init; } = [];
}

/// <summary>One thing that is known of a replication controller.</summary>
public sealed partial record ReplicationControllerCondition : ApiRecord
{
    /// <summary>What it is about.</summary>
    [Field(1, Required = true)]
    public ReplicationControllerConditionType? Type { get; init; }

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
