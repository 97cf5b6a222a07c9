using System.Text.Json;
using Krewe.Model.Apply;
using Krewe.Model.CustomResources.Schemas;
using Krewe.Model.Meta;

namespace Krewe.Model.CustomResources;

/// <summary>
/// Reads merge types off the schemas of custom kinds: <c>x-kubernetes-list-type</c>, <c>x-kubernetes-list-map-keys</c> and
/// <c>x-kubernetes-map-type</c>. Lists that say nothing are atomic; what no schema describes is deduced.
/// </summary>
internal static class SchemaMergeTypes
{
    /// <summary>The merge type of a whole object.</summary>
    public static MergeType OfObject(SchemaNode? schema)
    {
        var metadata = RecordMergeTypes.Of(ObjectMeta.Schema);
        var fields = Fields(schema);
        return MergeType.Map(
            name => name switch
            {
                "apiVersion" or "kind" => MergeType.Leaf,
                "metadata" => metadata,
                _ => fields.GetValueOrDefault(name),
            },
            static () => MergeType.Deduced);
    }

    private static MergeType Of(SchemaNode schema)
    {
        var source = schema.Source;
        if (schema.IsEmbedded)
            return OfObject(schema);
        switch (source.Type)
        {
            case "object" when source.XMapType == "atomic":
                return MergeType.Leaf;
            case "object":
                var fields = Fields(schema);
                var others = schema.Additional is { } values ? Of(values) : MergeType.Deduced;
                return MergeType.Map(name => fields.GetValueOrDefault(name), () => others);
            case "array" when source.XListType == "set":
                return MergeType.Set;
            case "array" when source.XListType == "map" && schema.Items is { } items:
                var item = Of(items);
                return MergeType.Keyed([.. source.XListMapKeys.Select(key => new MergeKey(key, Text(items.Properties.GetValueOrDefault(key)?.Default)))], () => item);
            case null or "" when schema.PreservesUnknown:
                return MergeType.Deduced;
            default:
                return MergeType.Leaf;
        }
    }

    private static Dictionary<string, MergeType> Fields(SchemaNode? schema) =>
        schema?.Properties.ToDictionary(field => field.Key, field => Of(field.Value), StringComparer.Ordinal) ?? [];

    private static string? Text(JsonElement? value) => value?.GetRawText();
}
