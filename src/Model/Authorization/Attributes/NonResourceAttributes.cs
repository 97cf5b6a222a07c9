using Krewe.Model.Schema;

namespace Krewe.Model.Authorization;

/// <summary>Something that might be done with a path that is no resource.</summary>
public sealed partial record NonResourceAttributes : ApiRecord
{
    /// <summary>The path of the URL.</summary>
    [Field(1)]
    public string? Path { get; init; }

    /// <summary>What is to be done: the request's method in lower case.</summary>
    [Field(2)]
    public string? Verb { get; init; }
}
