using System.Text.Json;

namespace Krewe.Model.Schema;

/// <summary>Fields of a structure that its record does not declare, in the order in which they came.</summary>
/// <param name="Items">JSON name and value of each.</param>
public sealed record UnknownFields(IReadOnlyList<KeyValuePair<string, JsonElement>> Items)
{
    /// <summary>True if the fields are the same, in the same order, with the same values.</summary>
    public bool Equals(UnknownFields? other) =>
        other is not null && Items.Count == other.Items.Count
        && Items.Zip(other.Items).All(pair => pair.First.Key == pair.Second.Key && JsonElement.DeepEquals(pair.First.Value, pair.Second.Value));

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Count;
}
