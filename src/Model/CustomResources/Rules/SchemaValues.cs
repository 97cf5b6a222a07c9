using System.Text.Json;
using System.Text.Json.Nodes;
using Krewe.Model.Cel;
using Krewe.Model.CustomResources.Schemas;

namespace Krewe.Model.CustomResources.Rules;

/// <summary>Values that a schema describes, as rules see them: converted when they are looked at.</summary>
internal static class SchemaValues
{
    /// <summary>The value of a node; a <see cref="CelError"/> where it is not what its schema says.</summary>
    public static object? Of(JsonNode? node, SchemaNode? schema) => node switch
    {
        null => null,
        JsonObject fields => new Fields(fields, schema),
        JsonArray items => new Items(items, schema),
        _ => Scalar(node.AsValue(), schema?.Source.Type, schema?.Source.Format),
    };

    private static object Scalar(JsonValue value, string? type, string? format) => value.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when type != "number" && JsonTypes.IsInteger(value) => JsonTypes.Integer(value),
        JsonValueKind.Number when type == "integer" => (long)JsonTypes.Number(value),
        JsonValueKind.Number => JsonTypes.Number(value),
        _ => Text(value.GetValue<string>(), format),
    };

    private static object Text(string text, string? format) => format switch
    {
        "byte" => Bytes(text),
        "date" => CelTimes.ReadTimestamp($"{text}T00:00:00Z"),
        "date-time" or "datetime" => CelTimes.ReadTimestamp(text),
        "duration" => CelTimes.ReadDuration(text),
        _ => text,
    };

    private static object Bytes(string text)
    {
        var room = new byte[text.Length];
        return Convert.TryFromBase64String(text, room, out var length) ? new CelBytes(room[..length]) : new CelError("illegal base64 data");
    }

    /// <summary>An object: by the names that rules write, or a map by its keys.</summary>
    private sealed class Fields(JsonObject fields, SchemaNode? schema) : CelMap
    {
        public override int Count => IsMap ? fields.Count : Keys.Count();

        // Of an object rules see what its schema names.
        public override IEnumerable<object> Keys => IsMap
            ? fields.Select(static entry => entry.Key)
            : schema!.Properties.Keys.Where(fields.ContainsKey).Select(FieldNames.Escape).OfType<string>();

        private bool IsMap => schema is null or { HasAdditional: true };

        public override bool Has(object? key) => Find(key, out _, out _);

        public override bool TryGet(object? key, out object? value)
        {
            var isThere = Find(key, out var node, out var known);
            value = isThere ? Of(node, known) : null;
            return isThere;
        }

        private bool Find(object? key, out JsonNode? node, out SchemaNode? known)
        {
            (node, known) = (null, null);
            if (key is not string name || (IsMap ? name : FieldNames.Unescape(name)) is not { } plain || !fields.TryGetPropertyValue(plain, out node))
                return false;
            known = schema?.Field(plain);
            // A null that a schema allows is a field that is not there.
            return IsMap || node is not null || known is not { IsNullable: true };
        }
    }

    /// <summary>A list, by the rules of its type: sets and lists with keys have no order.</summary>
    private sealed class Items(JsonArray items, SchemaNode? schema) : CelList([])
    {
        public override int Count => items.Count;

        public override object? this[int index] => Of(items[index], schema?.Items);

        public override bool IsUnordered => schema?.Source.XListType is "set" or "map";

        public override CelList With(CelList other, CelBudget budget)
        {
            if (!IsUnordered)
                return base.With(other, budget);
            var keys = schema!.Source.XListMapKeys;
            budget.Spend(Count + other.Count);
            var all = new List<object?>(this);
            foreach (var item in other)
            {
                budget.Spend(all.Count);
                var at = all.FindIndex(known => schema.Source.XListType == "set" ? CelValues.Equal(known, item, budget) : HaveSameKeys(known, item, keys, budget));
                if (at < 0)
                    all.Add(item);
                else
                    all[at] = item;
            }
            return new CelList(all);
        }

        private static bool HaveSameKeys(object? a, object? b, IReadOnlyList<string> keys, CelBudget budget) => a is CelMap x && b is CelMap y && keys.All(key =>
            FieldNames.Escape(key) is { } name && x.TryGet(name, out var mine) == y.TryGet(name, out var other) && CelValues.Equal(mine, other, budget));
    }
}
