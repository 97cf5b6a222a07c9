using System.Text.Json.Nodes;
using Krewe.Model.Schema;

namespace Krewe.Model.Patches;

/// <summary>Merging and ordering of lists in a strategic merge patch. An empty merge key means a set of scalars.</summary>
internal static class StrategicList
{
    public static IEnumerable<JsonNode?> Merge(JsonArray original, JsonArray patch, string mergeKey, RecordSchema? schema, IReadOnlyList<JsonNode?>? order, string field)
    {
        var before = original.ToArray();
        IReadOnlyList<JsonNode?> changes = [.. patch];
        var merged = mergeKey.Length == 0 ? MergeScalars(original, patch) : MergeItems(original, patch, mergeKey, schema, field, out changes);
        if (order is not null)
            CheckOrder(changes, order, mergeKey);
        return Order(merged, order ?? changes, before, mergeKey);
    }

    /// <summary>
    /// Items that the order names come in that order; the others keep their places relative to those that were there before. New
    /// items come before what follows them.
    /// </summary>
    public static IEnumerable<JsonNode?> Order(IEnumerable<JsonNode?> merged, IReadOnlyList<JsonNode?> order, IReadOnlyList<JsonNode?> before, string? mergeKey)
    {
        mergeKey ??= "";
        var items = merged.ToArray();
        var ordered = new Queue<JsonNode?>(items.Where(i => IndexOf(order, i, mergeKey) >= 0).OrderBy(i => IndexOf(order, i, mergeKey)));
        var others = new Queue<JsonNode?>(items.Where(i => IndexOf(order, i, mergeKey) < 0).OrderBy(i => IndexOf(before, i, mergeKey)));
        while (ordered.Count > 0 && others.Count > 0)
        {
            var placeOfOther = IndexOf(before, others.Peek(), mergeKey);
            var placeOfOrdered = IndexOf(before, ordered.Peek(), mergeKey);
            yield return placeOfOther >= 0 && placeOfOrdered >= 0 && placeOfOther < placeOfOrdered ? others.Dequeue() : ordered.Dequeue();
        }
        foreach (var item in ordered.Concat(others))
            yield return item;
    }

    private static List<JsonNode?> MergeScalars(JsonArray original, JsonArray patch)
    {
        List<JsonNode?> merged = [];
        foreach (var item in original.Concat(patch))
        {
            if (IndexOf(merged, item, "") < 0)
                merged.Add(item);
        }
        return merged;
    }

    private static List<JsonNode?> MergeItems(JsonArray original, JsonArray patch, string mergeKey, RecordSchema? schema, string field, out IReadOnlyList<JsonNode?> changes)
    {
        changes = [.. patch.Where(i => StrategicDirectives.Of(i) is null or "merge")];
        if (patch.Any(i => StrategicDirectives.Of(i) == "replace"))
        {
            // An item that only says replace drops the old list; with fields besides, it is an item of the new one.
            changes = [.. patch.Where(i => StrategicDirectives.Of(i) is null || (StrategicDirectives.Of(i) == "replace" && i!.AsObject().Count > 1)).Select(StrategicDirectives.Plain)];
            return [.. changes];
        }

        List<JsonNode?> merged = [.. original];
        foreach (var deletion in patch.Where(i => StrategicDirectives.Of(i) is not (null or "merge")))
        {
            if (StrategicDirectives.Of(deletion) != "delete")
                throw StrategicDirectives.Unknown(deletion![StrategicDirectives.Patch]);
            RequireKey(deletion, mergeKey, field);
            merged.RemoveAll(i => SameItem(i, deletion, mergeKey));
        }
        foreach (var change in changes)
        {
            RequireKey(change, mergeKey, field);
            var index = IndexOf(merged, change, mergeKey);
            if (index < 0)
                merged.Add(StrategicDirectives.Plain(change));
            else if (merged[index] is JsonObject item)
                merged[index] = StrategicMergePatch.Merge((JsonObject)item.DeepClone(), (JsonObject)change!, schema);
        }
        return merged;
    }

    private static void CheckOrder(IReadOnlyList<JsonNode?> patch, IReadOnlyList<JsonNode?> order, string mergeKey)
    {
        var last = -1;
        foreach (var item in patch)
        {
            var place = IndexOf(order, item, mergeKey);
            if (place < last)
                throw new PatchException($"The order in patch list:\n{Text(patch)}\n doesn't match $setElementOrder list:\n{Text(order)}\n");
            last = place;
        }
    }

    private static string Text(IEnumerable<JsonNode?> items) => $"[{string.Join(' ', items.Select(i => i?.ToJsonString() ?? "null"))}]";

    private static void RequireKey(JsonNode? item, string mergeKey, string field)
    {
        if (item is not JsonObject fields || fields[mergeKey] is null)
            throw new PatchException($"map: {item?.ToJsonString() ?? "null"} does not contain declared merge key: {mergeKey} (in {field})");
    }

    private static int IndexOf(IReadOnlyList<JsonNode?> items, JsonNode? item, string mergeKey)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (SameItem(items[i], item, mergeKey))
                return i;
        }
        return -1;
    }

    private static bool SameItem(JsonNode? left, JsonNode? right, string mergeKey) => mergeKey.Length == 0
        ? JsonNode.DeepEquals(left, right)
        : left is JsonObject l && right is JsonObject r && l[mergeKey] is { } key && JsonNode.DeepEquals(key, r[mergeKey]);
}
