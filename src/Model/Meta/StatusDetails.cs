using Krewe.Model.Schema;

namespace Krewe.Model.Meta;

/// <summary>More about a <see cref="Status"/>.</summary>
public sealed partial record StatusDetails : ApiRecord
{
    /// <summary>Name of the object that the request was about.</summary>
    [Field(1)]
    public string? Name { get; init; }

    /// <summary>API group of it.</summary>
    [Field(2)]
    public string? Group { get; init; }

    /// <summary>Its kind, or the plural name of its resource.</summary>
    [Field(3)]
    public string? Kind { get; init; }

    /// <summary>UID of it.</summary>
    [Field(6)]
    public string? Uid { get; init; }

    /// <summary>Each single cause.</summary>
    [Field(4)]
    public IReadOnlyList<StatusCause> Causes { get; init; } = [];

    /// <summary>Seconds after which to try again.</summary>
    [Field(5, OmitZero = true)]
    public int? RetryAfterSeconds { get; init; }
}
