using Krewe.Model.Schema;

namespace Krewe.Model.Meta;

/// <summary>Metadata of a list.</summary>
public sealed partial record ListMeta : ApiRecord
{
    /// <summary>Deprecated; kept for old clients, never set by the server.</summary>
    [Field(1)]
    public string? SelfLink { get; init; }

    /// <summary>Version of the collection that the list shows; where a watch goes on from.</summary>
    [Field(2)]
    public string? ResourceVersion { get; init; }

    /// <summary>Token to ask for the next part of the list with; empty in the last part.</summary>
    [Field(3)]
    public string? Continue { get; init; }

    /// <summary>Number of objects that follow this part of the list, where it is known.</summary>
    [Field(4)]
    public long? RemainingItemCount { get; init; }
}
