using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Observed state of a namespace.</summary>
public sealed partial record NamespaceStatus : ApiRecord
{
    /// <summary>Active or Terminating.</summary>
    [Field(1)]
    public NamespacePhase? Phase { get; init; }

    /// <summary>What is known of the namespace's end.</summary>
    [Field(2, MergeKey = "type")]
    public IReadOnlyList<NamespaceCondition> Conditions { get; init; } = [];
}

/// <summary>One thing that is known of a namespace.</summary>
public sealed partial record NamespaceCondition : ApiRecord
{
    /// <summary>What it is about.</summary>
    [Field(1, Required = true)]
    public NamespaceConditionType? Type { get; init; }

    /// <summary>True, False or Unknown.</summary>
    [Field(2, Required = true)]
    public ConditionStatus? Status { get; init; }

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
