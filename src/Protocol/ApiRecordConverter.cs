using System.Text.Json;
using System.Text.Json.Serialization;
using Krewe.Model.Documents;
using Krewe.Model.Schema;

namespace Krewe.Protocol;

/// <summary>Passes records of the API through the model's own codec, which keeps unknown fields and omits empty ones.</summary>
internal sealed class ApiRecordConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeof(ApiRecord).IsAssignableFrom(typeToConvert) && !typeToConvert.IsAbstract;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(typeToConvert))!;

    private sealed class Typed<T> : JsonConverter<T> where T : ApiRecord, IApiRecord<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            // The codec reads a whole document, so what the reader stands at is cut out for it.
            using var document = JsonDocument.ParseValue(ref reader);
            return ApiJson.Read<T>(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(document.RootElement).ToArray());
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteRawValue(ApiJson.Write(value).Span, skipInputValidation: true);
    }
}
