using System.Text.Json;
using System.Text.Json.Nodes;
using Krewe.Model.Schema;

namespace Krewe.Model.Patches;

/// <summary>
/// Strategic merge patch, as Kubernetes defines it
/// (sig-api-machinery/strategic-merge-patch.md): structures merge field by field, null removes, and a list whose field
/// has a merge key merges item by item. What the schema does not know merges as JSON does.
/// </summary>
internal static class StrategicMergePatch
{
    /// <summary>Merges a patch into a structure, which it changes and returns.</summary>
    public static JsonObject Merge(JsonObject target, JsonObject patch, RecordSchema? schema)
    {
        switch (StrategicDirectives.Of(patch))
        {
            case "replace":
                target.Clear();
                var replacement = (JsonObject)patch.DeepClone();
                replacement.Remove(StrategicDirectives.Patch);
                foreach (var (name, value) in replacement)
                    target[name] = value?.DeepClone();
                return target;
            case "delete":
                target.Clear();
                return target;
            case null or "merge":
                break;
            default:
                throw StrategicDirectives.Unknown(patch[StrategicDirectives.Patch]);
        }

        RetainKeys(target, patch);
        foreach (var (key, value) in patch)
        {
            if (key is StrategicDirectives.Patch or StrategicDirectives.RetainKeys || StrategicDirectives.OrderedList(key) is not null)
                continue;
            if (StrategicDirectives.DeletingList(key) is { } list)
                DeleteFrom(target, list, value);
            else if (value is null)
                target.Remove(key);
            else
                MergeField(target, key, value, patch, schema?.Find(key));
        }
        foreach (var (key, value) in patch)
        {
            if (StrategicDirectives.OrderedList(key) is { } list && !patch.ContainsKey(list) && target[list] is JsonArray items)
                Replace(target, list, StrategicList.Order(items, Order(value), [.. items], schema?.Find(list)?.MergeKey));
        }
        return target;
    }

    private static void MergeField(JsonObject target, string key, JsonNode value, JsonObject patch, FieldSchema? field)
    {
        switch (target[key], value)
        {
            case (JsonObject inner, JsonObject fields):
                Merge(inner, fields, field?.Type.Record);
                break;
            case (JsonArray items, JsonArray changes) when field?.MergeKey is { } mergeKey:
                var order = patch["$setElementOrder/" + key] is { } wanted ? Order(wanted) : null;
                Replace(target, key, StrategicList.Merge(items, changes, mergeKey, field.Type.Item?.Record, order, key));
                break;
            default:
                target[key] = StrategicDirectives.Plain(value);
                break;
        }
    }

    private static void RetainKeys(JsonObject target, JsonObject patch)
    {
        if (!patch.TryGetPropertyValue(StrategicDirectives.RetainKeys, out var value))
            return;
        if (value is not JsonArray names || names.Any(n => n?.GetValueKind() != JsonValueKind.String))
            throw new PatchException("invalid patch format of retainKeys");
        var retained = names.Select(n => n!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        if (patch.Any(f => f.Value is not null && !StrategicDirectives.IsDirective(f.Key) && !retained.Contains(f.Key)))
            throw new PatchException("invalid patch format of retainKeys");
        foreach (var name in target.Select(f => f.Key).Where(n => !retained.Contains(n)).ToArray())
            target.Remove(name);
    }

    private static void DeleteFrom(JsonObject target, string list, JsonNode? values)
    {
        if (values is not JsonArray unwanted)
            throw new PatchException("invalid patch format of primitive list");
        if (target[list] is JsonArray items)
        {
            foreach (var item in items.Where(i => unwanted.Any(u => JsonNode.DeepEquals(u, i))).ToArray())
                items.Remove(item);
        }
    }

    private static IReadOnlyList<JsonNode?> Order(JsonNode? value) =>
        value is JsonArray order ? [.. order] : throw new PatchException("invalid patch format of setElementOrder list");

    private static void Replace(JsonObject target, string list, IEnumerable<JsonNode?> items) =>
        target[list] = new JsonArray([.. items.Select(i => i?.DeepClone())]);
}
