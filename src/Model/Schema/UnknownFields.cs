using System.Text.Json;

namespace Krewe.Model.Schema;

/// <summary>Fields of a structure that its record does not declare, in the order in which they came.</summary>
/// <param name="Items">JSON name and value of each.</param>
public sealed record UnknownFields(IReadOnlyList<KeyValuePair<string, JsonElement>> Items);
