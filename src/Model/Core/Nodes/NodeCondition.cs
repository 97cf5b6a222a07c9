using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>One thing that is known of a node.</summary>
public sealed partial record NodeCondition : ApiRecord
{
    /// <summary>What it is about.</summary>
    [Field(1, Required = true)]
    public NodeConditionType? Type { get; init; }

    /// <summary>True, False or Unknown.</summary>
    [Field(2, Required = true)]
    public ConditionStatus? Status { get; init; }

    /// <summary>When the agent confirmed it last.</summary>
    [Field(3)]
    public DateTimeOffset? LastHeartbeatTime { get; init; }

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
