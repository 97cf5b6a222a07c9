using System.Text.Json;
using System.Text.Unicode;

namespace Krewe.Model.Json;

/// <summary>
/// Finds text that JSON's grammar lets through and Unicode does not: bytes that are no UTF-8, and escapes of half a surrogate pair.
/// Readers check this once for what comes from outside, so that every string can be had afterwards.
/// </summary>
internal static class JsonText
{
    /// <summary>What is wrong, or null.</summary>
    /// <exception cref="JsonException">The document is malformed.</exception>
    public static string? Problem(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
            return "invalid UTF-8";
        return json.IndexOf("\\ud"u8) < 0 && json.IndexOf("\\uD"u8) < 0 || SurrogatesArePaired(json) ? null : "invalid surrogate pair in a string";
    }

    private static bool SurrogatesArePaired(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonFieldReader.MaxDepth });
        while (reader.Read())
        {
            if (!reader.ValueIsEscaped || reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
                continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException)
            {
                // The only way in which the reader tells.
                return false;
            }
        }
        return true;
    }
}
