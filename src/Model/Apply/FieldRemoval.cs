using System.Text.Json;

namespace Krewe.Model.Apply;

/// <summary>Takes fields out of a value. What is left without anything in it goes with them.</summary>
internal static class FieldRemoval
{
    /// <summary>Writes the value without the fields.</summary>
    public static void Write(Utf8JsonWriter writer, JsonElement value, FieldSet fields, MergeType type)
    {
        switch (type.Shape)
        {
            case MergeShape.Map when !fields.IsEmpty && value.ValueKind == JsonValueKind.Object:
                var kept = value.EnumerateObject().Where(field => !fields.Contains(PathElement.Field(field.Name))).ToList();
                if (kept.Count == 0)
                {
                    writer.WriteNullValue();
                    break;
                }
                writer.WriteStartObject();
                foreach (var field in kept)
                {
                    writer.WritePropertyName(field.Name);
                    Write(writer, field.Value, fields.Below(PathElement.Field(field.Name)), type.Of(field.Name, out _));
                }
                writer.WriteEndObject();
                break;
            case MergeShape.Set or MergeShape.Keyed when !fields.IsEmpty && value.ValueKind == JsonValueKind.Array && ListItems.Of(value, type) is { Problem: null } items:
                WriteItems(writer, items, fields, type.Item);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static void WriteItems(Utf8JsonWriter writer, ListItems items, FieldSet fields, MergeType item)
    {
        var kept = items.Order.Where(step => !fields.Contains(step)).ToList();
        if (kept.Count == 0)
        {
            writer.WriteNullValue();
            return;
        }
        writer.WriteStartArray();
        foreach (var step in kept)
        {
            foreach (var same in items.ByStep[step])
                Write(writer, same, fields.Below(step), item);
        }
        writer.WriteEndArray();
    }
}
