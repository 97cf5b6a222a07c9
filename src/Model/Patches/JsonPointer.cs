using System.Globalization;
using System.Text.Json.Nodes;

namespace Krewe.Model.Patches;

/// <summary>A path into a document, RFC 6901: <c>/spec/containers/0/name</c>, with <c>~1</c> for a slash and <c>~0</c> for a tilde.</summary>
internal readonly struct JsonPointer
{
    private readonly string _text;
    private readonly string[] _parts;

    private JsonPointer(string text, string[] parts) => (_text, _parts) = (text, parts);

    /// <summary>True for the whole document.</summary>
    public bool IsRoot => _parts.Length == 0;

    /// <summary>The name or position within the parent.</summary>
    public string Last => _parts[^1];

    public static JsonPointer Parse(string text)
    {
        if (text.Length == 0)
            return new JsonPointer(text, []);
        return text[0] == '/'
            ? new JsonPointer(text, [.. text[1..].Split('/').Select(p => p.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))])
            : throw new PatchException($"error decoding patch: path \"{text}\" must start with a slash");
    }

    /// <summary>The object or list that holds what the pointer names, or null if there is none.</summary>
    public JsonNode? Parent(JsonNode root)
    {
        JsonNode? node = root;
        foreach (var part in _parts.AsSpan(0, _parts.Length - 1))
            node = Child(node, part);
        return node is JsonObject or JsonArray ? node : null;
    }

    /// <summary>True if the pointer leads into what another names.</summary>
    public bool IsWithin(JsonPointer other) => _text.Length > other._text.Length && _text.StartsWith(other._text + "/", StringComparison.Ordinal);

    public override string ToString() => _text;

    /// <summary>A position in a list: digits without leading zeros, below <paramref name="limit"/>.</summary>
    public static bool TryIndex(string part, int limit, out int index) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index < limit && (part.Length == 1 || part[0] != '0');

    private static JsonNode? Child(JsonNode? node, string part) => node switch
    {
        JsonObject fields => fields[part],
        JsonArray items when TryIndex(part, items.Count, out var index) => items[index],
        _ => null,
    };
}
