using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Something that happened to an object. Kept for a limited time.</summary>
public sealed partial record Event : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => EventKind.Instance;

    /// <summary>What it happened to.</summary>
    [Field(2, Required = true)]
    public ObjectReference InvolvedObject { get; init; } = new();

    /// <summary>What happened, in one CamelCase word.</summary>
    [Field(3)]
    public string? Reason { get; init; }

    /// <summary>What happened, for people.</summary>
    [Field(4)]
    public string? Message { get; init; }

    /// <summary>Who reported it.</summary>
    [Field(5)]
    public EventSource Source { get; init; } = new();

    /// <summary>When it happened first.</summary>
    [Field(6)]
    public DateTimeOffset? FirstTimestamp { get; init; }

    /// <summary>When it happened last.</summary>
    [Field(7)]
    public DateTimeOffset? LastTimestamp { get; init; }

    /// <summary>How often it happened.</summary>
    [Field(8, OmitZero = true)]
    public int? Count { get; init; }

    /// <summary>Normal or Warning.</summary>
    [Field(9)]
    public string? Type { get; init; }

    /// <summary>When it happened first, exactly.</summary>
    [Field(10, Micro = true)]
    public DateTimeOffset? EventTime { get; init; }

    /// <summary>Its repetitions.</summary>
    [Field(11)]
    public EventSeries? Series { get; init; }

    /// <summary>What was done about it or what failed.</summary>
    [Field(12)]
    public string? Action { get; init; }

    /// <summary>A second object that it concerns.</summary>
    [Field(13)]
    public ObjectReference? Related { get; init; }

    /// <summary>Controller that reported it.</summary>
    [Field(14)]
    public string? ReportingComponent { get; init; }

    /// <summary>Instance of the controller.</summary>
    [Field(15)]
    public string? ReportingInstance { get; init; }
}

/// <summary>Who reported an event.</summary>
public sealed partial record EventSource : ApiRecord
{
    /// <summary>Component that reported it.</summary>
    [Field(1)]
    public string? Component { get; init; }

    /// <summary>Node where it was reported.</summary>
    [Field(2)]
    public string? Host { get; init; }
}

/// <summary>Repetitions of an event.</summary>
public sealed partial record EventSeries : ApiRecord
{
    /// <summary>How often it happened so far.</summary>
    [Field(1, OmitZero = true)]
    public int? Count { get; init; }

    /// <summary>When it happened last.</summary>
    [Field(2, Micro = true)]
    public DateTimeOffset? LastObservedTime { get; init; }
}
