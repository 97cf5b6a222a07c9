using System.Text.Json;
using System.Text.Json.Nodes;
using Krewe.Model.Json;

namespace Krewe.Model.CustomResources.Schemas;

/// <summary>JSON as a tree that can be changed. Numbers and texts stay as they were written; of a repeated field the last one counts.</summary>
internal static class ContentTree
{
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

    public static JsonElement ToElement(JsonNode? node) =>
        JsonElement.Parse(JsonCompaction.Bytes(node), new JsonDocumentOptions { MaxDepth = JsonFieldReader.MaxDepth });
}
