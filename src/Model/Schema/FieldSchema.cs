namespace Krewe.Model.Schema;

/// <summary>Describes one field of an <see cref="ApiRecord"/>.</summary>
/// <param name="Name">JSON name.</param>
/// <param name="Number">Protobuf number.</param>
/// <param name="Type">Type of the value.</param>
/// <param name="Description">What the field says, in a sentence or two.</param>
public sealed record FieldSchema(string Name, int Number, FieldType Type, string Description)
{
    /// <summary>Protobuf number of the embedded message that the field belongs to, or 0.</summary>
    public int Within { get; init; }

    /// <summary>True if the field must be given.</summary>
    public bool Required { get; init; }

    /// <summary>Key by which a strategic merge patch merges the list's items, empty for a set of scalars; null if it replaces the list.</summary>
    public string? MergeKey { get; init; }

    /// <summary>Keys by which server-side apply tells the list's items apart, where that is not <see cref="MergeKey"/>; see <see cref="FieldAttribute.ListKeys"/>.</summary>
    public string? ListKeys { get; init; }

    /// <summary>True if server-side apply treats the value as one.</summary>
    public bool IsAtomic { get; init; }

    /// <summary>True if a strategic merge patch of this structure keeps only the keys that it lists as <c>$retainKeys</c>.</summary>
    public bool RetainKeys { get; init; }
}
