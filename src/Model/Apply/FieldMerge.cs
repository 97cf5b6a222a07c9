using System.Text.Json;

namespace Krewe.Model.Apply;

/// <summary>Lays a configuration over a value: what the configuration says holds, what it does not mention stays.</summary>
internal static class FieldMerge
{
    /// <summary>Writes the merged value; at least one of the two is there.</summary>
    public static void Write(Utf8JsonWriter writer, JsonElement? live, JsonElement? config, MergeType type)
    {
        switch (type.Shape)
        {
            case MergeShape.Map when Merges(live, config, JsonValueKind.Object):
                WriteFields(writer, live, config, type);
                break;
            case MergeShape.Set or MergeShape.Keyed when Merges(live, config, JsonValueKind.Array)
                && ListItems.Of(live, type) is { Problem: null } items && ListItems.Of(config, type) is { Problem: null } changes:
                WriteItems(writer, items, changes, type.Item);
                break;
            default:
                (config ?? live!.Value).WriteTo(writer);
                break;
        }
    }

    private static bool Merges(JsonElement? live, JsonElement? config, JsonValueKind kind) =>
        live.Fits(kind) && config.Fits(kind) && !(live.IsVoid() && config.IsVoid());

    private static void WriteFields(Utf8JsonWriter writer, JsonElement? live, JsonElement? config, MergeType type)
    {
        var old = new JsonFields(live);
        var wanted = new JsonFields(config);
        writer.WriteStartObject();
        foreach (var (name, value) in old)
        {
            writer.WritePropertyName(name);
            Write(writer, value, wanted[name], type.Of(name, out _));
        }
        foreach (var (name, value) in wanted)
        {
            if (old[name] is not null)
                continue;
            writer.WritePropertyName(name);
            Write(writer, null, value, type.Of(name, out _));
        }
        writer.WriteEndObject();
    }

    /// <summary>
    /// Items come in the order of the configuration; those that it does not mention keep their places before the next one that was there,
    /// and come before new ones.
    /// </summary>
    private static void WriteItems(Utf8JsonWriter writer, ListItems live, ListItems config, MergeType item)
    {
        writer.WriteStartArray();
        foreach (var step in Order(live, config))
        {
            if (config.Single(step) is { } wanted)
                Write(writer, live.Single(step), wanted, item);
            else
            {
                foreach (var same in live.ByStep[step])
                    same.WriteTo(writer);
            }
        }
        writer.WriteEndArray();
    }

    private static IEnumerable<PathElement> Order(ListItems live, ListItems config)
    {
        var shared = new Queue<PathElement>(config.Order.Where(live.ByStep.ContainsKey));
        var old = 0;
        foreach (var step in config.Order)
        {
            var isShared = shared.TryPeek(out var next);
            for (; old < live.Order.Count && !(isShared && live.Order[old] == next); old++)
            {
                if (!config.ByStep.ContainsKey(live.Order[old]))
                    yield return live.Order[old];
            }
            yield return step;
            if (isShared && step == next)
                shared.Dequeue();
        }
        for (; old < live.Order.Count; old++)
        {
            if (!config.ByStep.ContainsKey(live.Order[old]))
                yield return live.Order[old];
        }
    }
}
