using System.Text;
using System.Text.Json;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Client;

/// <summary>One event of a watch.</summary>
/// <param name="Type"><c>ADDED</c>, <c>MODIFIED</c>, <c>DELETED</c> or <c>BOOKMARK</c>.</param>
/// <param name="Object">The object after the change; after a deletion its last state; of a bookmark only its resource version.</param>
public sealed record WatchEvent(string Type, ApiObject Object)
{
    internal static WatchEvent Read(KindDefinition kind, string line)
    {
        using var document = JsonDocument.Parse(line);
        var type = document.RootElement.GetProperty("type").GetString() ?? "";
        var json = Encoding.UTF8.GetBytes(document.RootElement.GetProperty("object").GetRawText());
        return type == "ERROR" ? throw ApiException.FromStatus(json) : new WatchEvent(type, ApiJson.Read(kind, json));
    }
}
