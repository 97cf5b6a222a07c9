using System.Runtime.CompilerServices;
using Krewe.Model.Schema;

namespace Krewe.Model.Apply;

/// <summary>
/// Reads merge types off the model's records. A list merges by <see cref="FieldSchema.ListKeys"/>, else by the key of strategic merge
/// patches; lists without either are atomic, maps and structures are not unless they say so.
/// </summary>
public static class RecordMergeTypes
{
    private static readonly ConditionalWeakTable<RecordSchema, MergeType> Known = [];

    /// <summary>The merge type of a record.</summary>
    public static MergeType Of(RecordSchema record) => Known.GetValue(record, static schema => schema.IsAtomic ? MergeType.Leaf : Structure(schema));

    private static MergeType Structure(RecordSchema schema)
    {
        // The types of the fields are made when one is first asked for: records may contain themselves.
        var fields = new Lazy<Dictionary<string, MergeType>>(() => schema.Fields.ToDictionary(field => field.Name, Of, StringComparer.Ordinal));
        return MergeType.Map(name => fields.Value.GetValueOrDefault(name), static () => MergeType.Deduced);
    }

    /// <summary>The merge type of a field.</summary>
    public static MergeType Of(FieldSchema field)
    {
        if (field.IsAtomic)
            return MergeType.Leaf;
        if (field.Type.Kind != FieldKind.List)
            return Of(field.Type);
        return (field.ListKeys ?? field.MergeKey) switch
        {
            null => MergeType.Leaf,
            "" => MergeType.Set,
            var keys => Keyed(keys, field.Type.Item!),
        };
    }

    private static MergeType Of(FieldType type) => type.Kind switch
    {
        FieldKind.Record => Of(type.Record!),
        FieldKind.Map => MergeType.MapOf(Of(type.Item!)),
        _ => MergeType.Leaf,
    };

    private static MergeType Keyed(string keys, FieldType item) => MergeType.Keyed(
        [.. keys.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Key)], () => Of(item));

    private static MergeKey Key(string text) => text.Split('=', 2) is [var name, var value] ? new MergeKey(name, $"\"{value}\"") : new MergeKey(text);
}
