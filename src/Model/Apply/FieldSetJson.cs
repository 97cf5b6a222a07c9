using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Krewe.Model.Apply;

/// <summary>The JSON of field sets (<c>FieldsV1</c>): <c>{"f:spec":{"f:replicas":{}}}</c>, where a step that is a member and has members below it says so with <c>".":{}</c>.</summary>
public static class FieldSetJson
{
    private const string Self = ".";
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes a set.</summary>
    public static ReadOnlyMemory<byte> Write(FieldSet set)
    {
        var text = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(text, Compact))
            Write(writer, set, isMember: false);
        return text.WrittenSpan.ToArray();
    }

    /// <summary>Reads a set that anybody may have written; null if it is none.</summary>
    public static FieldSet? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        var set = new FieldSet();
        foreach (var entry in json.EnumerateObject())
        {
            if (entry.Name == Self)
                continue;
            if (!PathElement.TryParse(entry.Name, out var step) || Read(entry.Value) is not { } below)
                return null;
            // A step that stands alone is a member; one with others below it only if it says so.
            set.Put(step, below.IsEmpty || entry.Value.TryGetProperty(Self, out _), below);
        }
        return set;
    }

    private static void Write(Utf8JsonWriter writer, FieldSet set, bool isMember)
    {
        writer.WriteStartObject();
        if (isMember && !set.IsEmpty)
        {
            writer.WriteStartObject(Self);
            writer.WriteEndObject();
        }
        foreach (var (step, member, below) in set.Steps)
        {
            writer.WritePropertyName(step.Text);
            Write(writer, below, member);
        }
        writer.WriteEndObject();
    }
}
