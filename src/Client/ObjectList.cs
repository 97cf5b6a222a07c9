using System.Text.Json;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Client;

/// <summary>Objects of one kind at one resource version.</summary>
public sealed record ObjectList(string ResourceVersion, IReadOnlyList<ApiObject> Items)
{
    internal static ObjectList Read(KindDefinition kind, byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var items = root.GetProperty("items").EnumerateArray()
            .Select(item => ApiJson.Read(kind, JsonSerializer.SerializeToUtf8Bytes(item)))
            .ToList();
        return new ObjectList(root.GetProperty("metadata").GetProperty("resourceVersion").GetString() ?? "", items);
    }
}
