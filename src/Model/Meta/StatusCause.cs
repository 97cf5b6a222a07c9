using Krewe.Model.Schema;

namespace Krewe.Model.Meta;

/// <summary>One cause of a failure.</summary>
public sealed partial record StatusCause : ApiRecord
{
    /// <summary>The cause in one word for programs.</summary>
    [Field(1)]
    public string? Reason { get; init; }

    /// <summary>The cause in a sentence for people.</summary>
    [Field(2)]
    public string? Message { get; init; }

    /// <summary>The field that caused it: spec.containers[0].name.</summary>
    [Field(3)]
    public string? Field { get; init; }
}
