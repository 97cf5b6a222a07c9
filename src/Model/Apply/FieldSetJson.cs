using System.Text.Json;
using Krewe.Model.Json;

namespace Krewe.Model.Apply;

/// <summary>The JSON of field sets (<c>FieldsV1</c>): <c>{"f:spec":{"f:replicas":{}}}</c>, where a step that is a member and has members below it says so with <c>".":{}</c>.</summary>
public static class FieldSetJson
{
    private const string Self = ".";
    private const int TypicalLength = 1024;

    /// <summary>Writes a set.</summary>
    public static ReadOnlyMemory<byte> Write(FieldSet set)
    {
        var writer = new JsonFieldWriter(TypicalLength);
        try
        {
            Write(ref writer, set, isMember: false);
            return writer.Written.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Writes a set as one that may be shared with others.</summary>
    internal static FieldsText Share(FieldSet set)
    {
        var writer = new JsonFieldWriter(TypicalLength);
        try
        {
            Write(ref writer, set, isMember: false);
            return FieldsText.Share(writer.Written, set);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Reads a set that anybody may have written; null if it is none.</summary>
    public static FieldSet? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        var set = new FieldSetBuilder();
        foreach (var entry in json.EnumerateObject())
        {
            if (entry.Name == Self)
                continue;
            if (!PathElement.TryParse(entry.Name, out var step) || Read(entry.Value) is not { } below)
                return null;
            // A step that stands alone is a member; one with others below it only if it says so.
            set.Put(step, below.IsEmpty || entry.Value.TryGetProperty(Self, out _), below);
        }
        return set.Build();
    }

    private static void Write(ref JsonFieldWriter writer, FieldSet set, bool isMember)
    {
        writer.BeginObject();
        if (isMember && !set.IsEmpty)
            writer.Raw("\".\":{}"u8);
        foreach (var (step, member, below) in set.Steps)
        {
            writer.Name(step.Text);
            Write(ref writer, below, member);
        }
        writer.EndObject();
    }
}
