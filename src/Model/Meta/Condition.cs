using Krewe.Model.Core;
using Krewe.Model.Schema;

namespace Krewe.Model.Meta;

/// <summary>One thing that is known of an object, in the form that kinds share.</summary>
public sealed partial record Condition : ApiRecord
{
    /// <summary>What it is about.</summary>
    [Field(1, Required = true)]
    public string? Type { get; init; }

    /// <summary>True, False or Unknown.</summary>
    [Field(2, Required = true)]
    public ConditionStatus? Status { get; init; }

    /// <summary>Generation of the object that the condition was made for.</summary>
    [Field(3, OmitZero = true)]
    public long? ObservedGeneration { get; init; }

    /// <summary>When the condition changed from one status to another.</summary>
    [Field(4, Required = true)]
    public DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>Reason in one CamelCase word, for programs.</summary>
    [Field(5, Required = true)]
    public string? Reason { get; init; }

    /// <summary>Details in a sentence, for people.</summary>
    [Field(6, Required = true)]
    public string? Message { get; init; }
}
