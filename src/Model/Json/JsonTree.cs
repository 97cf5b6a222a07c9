using System.Text.Json;
using System.Text.Json.Nodes;

namespace Krewe.Model.Json;

/// <summary>JSON as a tree that can be changed. Numbers and texts stay as they were written; of a repeated field the last one counts.</summary>
public static class JsonTree
{
    private static readonly JsonDocumentOptions Any = new() { MaxDepth = JsonFieldReader.MaxDepth };
    private static readonly JsonDocumentOptions Unambiguous = new() { MaxDepth = JsonFieldReader.MaxDepth, AllowDuplicateProperties = false };

    /// <summary>Reads a tree.</summary>
    /// <exception cref="JsonException">The document is malformed.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            // Its nodes are made when they are looked at; but it gives up where a field is repeated.
            return JsonNode.Parse(json, documentOptions: Unambiguous);
        }
        catch (JsonException)
        {
            return Of(JsonElement.Parse(json, Any));
        }
    }

    /// <summary>The tree of a value.</summary>
    public static JsonNode? Of(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var fields = new JsonObject();
                foreach (var field in element.EnumerateObject())
                    fields[field.Name] = Of(field.Value);
                return fields;
            case JsonValueKind.Array:
                var items = new JsonArray();
                foreach (var item in element.EnumerateArray())
                    items.Add(Of(item));
                return items;
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element);
        }
    }

    /// <summary>The value that a tree stands for.</summary>
    public static JsonElement ToElement(JsonNode? node) =>
        JsonElement.Parse(JsonCompaction.Bytes(node), Any);
}
