using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Krewe.Model.Json;

namespace Krewe.Model.Apply;

/// <summary>
/// One step of a path into an object, in the notation of <c>FieldsV1</c>: <c>f:name</c> a field or a key of a map, <c>k:{"name":"x"}</c>
/// the item of a list with these keys, <c>v:"x"</c> an item of a set, <c>i:0</c> a position.
/// </summary>
/// <remarks>The notation is canonical (keys in ordinal order, no spaces), so two steps are the same if their texts are.</remarks>
/// <param name="Text">The notation.</param>
public readonly record struct PathElement(string Text) : IComparable<PathElement>
{
    /// <summary>A field of a structure, or an entry of a map.</summary>
    public static PathElement Field(string name) => new("f:" + name);

    /// <summary>The name of a field; null for steps into lists.</summary>
    public string? FieldName => Text.StartsWith("f:", StringComparison.Ordinal) ? Text[2..] : null;

    /// <summary>The item of a set.</summary>
    public static PathElement Value(JsonElement value) => new("v:" + Canonical(value));

    /// <summary>The item of a list that its keys name, each a scalar.</summary>
    internal static PathElement Keys(IEnumerable<KeyValuePair<string, JsonElement>> keys)
    {
        var text = new StringBuilder("k:{");
        foreach (var (name, value) in keys.OrderBy(key => key.Key, StringComparer.Ordinal))
        {
            if (text.Length > 3)
                text.Append(',');
            text.Append(JsonCompaction.Text(name)).Append(':').Append(Canonical(value));
        }
        return new(text.Append('}').ToString());
    }

    /// <summary>Reads the notation as a client may have written it.</summary>
    public static bool TryParse(string text, out PathElement element)
    {
        element = default;
        if (text.Length < 2 || text[1] != ':')
            return false;
        switch (text[0])
        {
            case 'f':
                element = new(text);
                return true;
            case 'i' when int.TryParse(text.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var position):
                element = new(string.Create(CultureInfo.InvariantCulture, $"i:{position}"));
                return true;
            case 'v' when TryJson(text[2..], out var value):
                element = Value(value.Value);
                return true;
            case 'k' when TryJson(text[2..], out var keys) && keys.Value.ValueKind == JsonValueKind.Object:
                element = Keys(keys.Value.EnumerateObject().Select(key => KeyValuePair.Create(key.Name, key.Value)));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Orders fields before items, and each by its text.</summary>
    public int CompareTo(PathElement other) => string.CompareOrdinal(Text, other.Text);

    /// <summary>As messages print it: <c>.replicas</c>, <c>[name="x"]</c>, <c>[="x"]</c>, <c>[0]</c>.</summary>
    public override string ToString()
    {
        var rest = Text[2..];
        switch (Text[0])
        {
            case 'f':
                return "." + rest;
            case 'i':
                return $"[{rest}]";
            case 'v':
                return $"[={rest}]";
            default:
                return TryJson(rest, out var keys)
                    ? $"[{string.Join(',', keys.Value.EnumerateObject().Select(key => $"{key.Name}={Canonical(key.Value)}"))}]"
                    : $"[{rest}]";
        }
    }

    private static string Canonical(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => value.GetRawText(),
        // A text without escapes has one form only.
        JsonValueKind.String when JsonMarshal.GetRawUtf8Value(value).IndexOf((byte)'\\') < 0 => value.GetRawText(),
        _ => JsonCompaction.Text(value),
    };

    private static bool TryJson(string text, [NotNullWhen(true)] out JsonElement? value)
    {
        try
        {
            value = JsonText.Problem(Encoding.UTF8.GetBytes(text)) is null ? JsonElement.Parse(text) : null;
            return value is not null;
        }
        catch (JsonException)
        {
            // Anybody may write such texts into managedFields; what cannot be read is no path.
            value = null;
            return false;
        }
    }
}
