using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Krewe.Model.Documents;
using Krewe.Model.Schema;

namespace Krewe.Protocol;

/// <summary>Passes records of the API through the model's own codec, which keeps unknown fields and omits empty ones.</summary>
internal sealed class ApiRecordConverter<T> : JsonConverter<T> where T : ApiRecord, IApiRecord<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => Write(writer, value);

    internal static T Read(ref Utf8JsonReader reader)
    {
        // The codec reads a whole document, so what the reader stands at is cut out for it.
        using var document = JsonDocument.ParseValue(ref reader);
        return ApiJson.Read<T>(JsonMarshal.GetRawUtf8Value(document.RootElement).ToArray());
    }

    internal static void Write(Utf8JsonWriter writer, T value) => writer.WriteRawValue(ApiJson.Write(value).Span, skipInputValidation: true);
}

/// <summary>The same for lists.</summary>
internal sealed class ApiRecordListConverter<T> : JsonConverter<IReadOnlyList<T>> where T : ApiRecord, IApiRecord<T>
{
    public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException($"a list is expected, not {reader.TokenType}");
        var records = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            records.Add(ApiRecordConverter<T>.Read(ref reader));
        return records;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var record in value)
            ApiRecordConverter<T>.Write(writer, record);
        writer.WriteEndArray();
    }
}
