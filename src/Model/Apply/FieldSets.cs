using System.Text.Json;

namespace Krewe.Model.Apply;

/// <summary>Finds which fields a value says something of: what an applier owns when it applies the value.</summary>
public static class FieldSets
{
    /// <summary>The fields of a value; <paramref name="problems"/> takes lists that cannot be read item by item, with their paths.</summary>
    public static FieldSet Of(JsonElement value, MergeType type, ICollection<string>? problems = null) => Below(value, type, "", problems);

    private static FieldSet Below(JsonElement value, MergeType type, string path, ICollection<string>? problems)
    {
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            return FieldSet.Empty;
        var set = new FieldSetBuilder();
        switch (type.Shape)
        {
            case MergeShape.Map when value.ValueKind == JsonValueKind.Object:
                foreach (var field in value.EnumerateObject())
                {
                    var step = PathElement.Field(field.Name);
                    var inner = type.Of(field.Name, out var declared);
                    // Entries of maps come and go by themselves; structures are there as long as something in them is.
                    var isMember = !declared || IsWhole(field.Value, inner) || field.Value is { ValueKind: JsonValueKind.Object } structure && structure.GetPropertyCount() == 0;
                    set.Put(step, isMember, Below(field.Value, inner, path + step, problems));
                }
                break;
            case MergeShape.Set or MergeShape.Keyed when value.ValueKind == JsonValueKind.Array:
                var items = ListItems.Of(value, type);
                if (items.Problem is { } problem)
                    problems?.Add($"{path}: {problem}");
                foreach (var step in items.Order)
                {
                    if (items.Repeats(step))
                        problems?.Add($"{path}: duplicate entries for key {step}");
                    set.Put(step, true, Below(items.ByStep[step][0], type.Item, path + step, problems));
                }
                break;
        }
        return set.Build();
    }

    /// <summary>True where the value is owned as a whole, because of its type or because it is not of the form that the type says.</summary>
    internal static bool IsWhole(JsonElement value, MergeType type) => type.Shape switch
    {
        MergeShape.Map => value.ValueKind != JsonValueKind.Object,
        MergeShape.Leaf => true,
        _ => value.ValueKind != JsonValueKind.Array || ListItems.Of(value, type).Problem is not null,
    };
}
