using System.Text.Json;
using Krewe.Model.Kinds;

namespace Krewe.Model.Json;

/// <summary>Finds apiVersion and kind, which mostly stand first, without reading the rest.</summary>
internal static class TypeMetaReader
{
    public static GroupVersionKind Read(ReadOnlySpan<byte> json, GroupVersionKind fallback)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonFieldReader.MaxDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonDecodingException(reader.TokenStartIndex, reader.TokenType, null, null);
        string? kind = null;
        string? apiVersion = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKind = reader.ValueTextEquals("kind"u8);
            var isVersion = !isKind && reader.ValueTextEquals("apiVersion"u8);
            reader.Read();
            if (isKind || isVersion)
            {
                if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
                    throw new JsonDecodingException(reader.TokenStartIndex, reader.TokenType, null, null);
                if (isKind)
                    kind = reader.GetString();
                else
                    apiVersion = reader.GetString();
                if (kind is not null && apiVersion is not null)
                    break;
            }
            else
                reader.Skip();
        }
        return GroupVersionKind.Parse(
            string.IsNullOrEmpty(apiVersion) ? fallback.ApiVersion : apiVersion,
            string.IsNullOrEmpty(kind) ? fallback.Kind : kind);
    }
}
