using System.Text.Json;

namespace Krewe.Model.Apply;

/// <summary>What server-side apply asks of JSON values. An absent value is null; a JSON null is a value.</summary>
internal static class JsonValues
{
    /// <summary>True for the objects that a map or structure is made of.</summary>
    public static bool IsObject(this JsonElement? value) => value is { ValueKind: JsonValueKind.Object };

    /// <summary>True for lists.</summary>
    public static bool IsArray(this JsonElement? value) => value is { ValueKind: JsonValueKind.Array };

    /// <summary>True for what holds nothing: absence, null, an empty object or an empty list.</summary>
    public static bool IsVoid(this JsonElement? value) => value is not { } given || given.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Object => given.GetPropertyCount() == 0,
        JsonValueKind.Array => given.GetArrayLength() == 0,
        _ => false,
    };

    /// <summary>True where the value can take part in a merge of the form: it has it, or is not there.</summary>
    public static bool Fits(this JsonElement? value, JsonValueKind kind) => value is not { } given || given.ValueKind == kind || given.ValueKind == JsonValueKind.Null;

    /// <summary>The field of an object, or null.</summary>
    public static JsonElement? Field(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var field) ? field : null;
}
