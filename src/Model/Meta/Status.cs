using Krewe.Model.Schema;

namespace Krewe.Model.Meta;

/// <summary>The answer to a request that has no object to return: above all a failure.</summary>
[TypeMeta("v1", "Status")]
public sealed partial record Status : ApiRecord
{
    /// <summary>Metadata, empty.</summary>
    [Field(1)]
    public ListMeta Metadata { get; init; } = new();

    /// <summary>Success or Failure.</summary>
    [Field(2, Name = "status")]
    public string? Outcome { get; init; }

    /// <summary>What happened, in a sentence for people.</summary>
    [Field(3)]
    public string? Message { get; init; }

    /// <summary>Why it failed, in one word for programs.</summary>
    [Field(4)]
    public string? Reason { get; init; }

    /// <summary>More about the object and the causes.</summary>
    [Field(5)]
    public StatusDetails? Details { get; init; }

    /// <summary>HTTP status code.</summary>
    [Field(6, OmitZero = true)]
    public int? Code { get; init; }
}
