using System.Text.Json.Nodes;
using Krewe.Model.Json;
using Krewe.Model.Validation;

namespace Krewe.Model.CustomResources.Schemas;

/// <summary>Items of sets and of lists that are maps must differ.</summary>
internal static class ListTypes
{
    public static void Check(JsonArray items, SchemaNode schema, string path, FieldErrors errors)
    {
        var keys = schema.Source.XListMapKeys;
        if (schema.Source.XListType is not ("set" or "map"))
            return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            var isMap = schema.Source.XListType == "map";
            if (isMap && items[i] is not JsonObject)
                continue;
            var key = isMap ? Key((JsonObject)items[i]!, keys) : items[i]?.ToJsonString(JsonCompaction.Options) ?? "null";
            if (!seen.Add(key))
            {
                errors.Add(new FieldError(FieldErrorReason.FieldValueDuplicate, SchemaValidator.Item(path, i),
                    $"Duplicate value: {(isMap ? $"map[string]interface {{}}{{{key}}}" : SchemaErrors.Shown(items[i]))}"));
            }
        }
    }

    private static string Key(JsonObject item, IReadOnlyList<string> keys) =>
        string.Join(", ", keys.Order(StringComparer.Ordinal).Where(item.ContainsKey).Select(key => $"{BadValue.Quote(key)}:{SchemaErrors.Shown(item[key])}"));
}
