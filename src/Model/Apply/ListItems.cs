using System.Text.Json;

namespace Krewe.Model.Apply;

/// <summary>The items of a list that is not atomic, by the steps that name them.</summary>
/// <param name="Order">The steps in the order of the list, each once.</param>
/// <param name="ByStep">The items of each step: one, unless the list repeats itself.</param>
/// <param name="Problem">Why the list cannot be read item by item, or null.</param>
internal sealed record ListItems(IReadOnlyList<PathElement> Order, IReadOnlyDictionary<PathElement, IReadOnlyList<JsonElement>> ByStep, string? Problem)
{
    /// <summary>Reads a list; absence and null are empty lists.</summary>
    public static ListItems Of(JsonElement? list, MergeType type)
    {
        var order = new List<PathElement>();
        var items = new Dictionary<PathElement, IReadOnlyList<JsonElement>>();
        string? problem = null;
        if (list.IsArray())
        {
            var position = 0;
            foreach (var item in list!.Value.EnumerateArray())
            {
                if (Step(item, type, position++, ref problem) is not { } step)
                    break;
                if (items.TryAdd(step, [item]))
                    order.Add(step);
                else
                    items[step] = [.. items[step], item];
            }
        }
        return new ListItems(order, items, problem);
    }

    /// <summary>The only item of a step; null where there is none.</summary>
    public JsonElement? Single(PathElement step) => ByStep.TryGetValue(step, out var found) ? found[0] : null;

    /// <summary>True where several items have the step.</summary>
    public bool Repeats(PathElement step) => ByStep.TryGetValue(step, out var found) && found.Count > 1;

    private static PathElement? Step(JsonElement item, MergeType type, int position, ref string? problem)
    {
        if (type.Shape == MergeShape.Set)
        {
            if (item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null))
                return PathElement.Value(item);
            problem = FormattableString.Invariant($"element {position}: associative list without keys has an element that's a map type");
            return null;
        }
        if (item.ValueKind != JsonValueKind.Object)
        {
            problem = FormattableString.Invariant($"element {position}: associative list with keys may not have non-map elements");
            return null;
        }
        var keys = new List<KeyValuePair<string, JsonElement>>(type.Keys.Count);
        foreach (var key in type.Keys)
        {
            if (item.TryGetProperty(key.Name, out var value) && value.ValueKind != JsonValueKind.Null)
                keys.Add(new(key.Name, value));
            else if (key.Default is { } given)
                keys.Add(new(key.Name, JsonElement.Parse(given)));
            else
            {
                problem = FormattableString.Invariant($"element {position}: associative list with keys has an element that omits key field \"{key.Name}\" (and doesn't have default value)");
                return null;
            }
        }
        return PathElement.Keys(keys);
    }
}
