using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Krewe.Model.Json;

/// <summary>JSON without spaces and without escapes that it does not need.</summary>
internal static class JsonCompaction
{
    /// <summary>How it is written.</summary>
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = JsonFieldReader.MaxDepth };

    private static readonly CompactJson Types = new(Options);

    /// <summary>A value in UTF-8.</summary>
    public static byte[] Bytes(JsonElement value) => JsonSerializer.SerializeToUtf8Bytes(value, Types.JsonElement);

    /// <summary>A tree in UTF-8.</summary>
    public static byte[] Bytes(JsonNode? value) => JsonSerializer.SerializeToUtf8Bytes(value, Types.JsonNode!);

    /// <summary>A value.</summary>
    public static string Text(JsonElement value) => JsonSerializer.Serialize(value, Types.JsonElement);

    /// <summary>A text in quotes.</summary>
    public static string Text(string value) => JsonSerializer.Serialize(value, Types.String);

    /// <summary>A list of texts.</summary>
    public static string Text(IEnumerable<string> values) => JsonSerializer.Serialize(values, Types.IEnumerableString);

    /// <summary>A map of texts, in the order of its keys.</summary>
    public static string Text(IReadOnlyDictionary<string, string> map) =>
        JsonSerializer.Serialize(new SortedDictionary<string, string>(map.ToDictionary(), StringComparer.Ordinal), Types.SortedDictionaryStringString);
}

[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(IEnumerable<string>))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class CompactJson : JsonSerializerContext;
