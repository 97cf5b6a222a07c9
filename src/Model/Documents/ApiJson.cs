using Krewe.Model.Json;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Documents;

/// <summary>JSON of API objects that this program wrote itself. What comes from outside is read by <see cref="ApiDecoder"/>.</summary>
public static class ApiJson
{
    private const int TypicalLength = 4096;

    /// <summary>Reads trusted JSON, such as a stored document.</summary>
    /// <exception cref="FormatException">It is no object of that kind.</exception>
    public static ApiObject Read(KindDefinition definition, ReadOnlyMemory<byte> json) => (ApiObject)Read(definition.Codec, json.Span);

    /// <summary>Reads the trusted JSON of any record.</summary>
    /// <exception cref="FormatException">It is no such record.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json) where T : ApiRecord, IApiRecord<T> => (T)Read(RecordCodec.Of<T>(), json.Span);

    /// <summary>What trusted JSON of an object says that it is.</summary>
    /// <exception cref="FormatException">It is no JSON of an object.</exception>
    public static GroupVersionKind KindOf(ReadOnlyMemory<byte> json)
    {
        try
        {
            return TypeMetaReader.Read(json.Span, new GroupVersionKind("", "", ""));
        }
        catch (Exception error) when (error is JsonDecodingException or System.Text.Json.JsonException)
        {
            throw new FormatException($"no object: {error.Message}", error);
        }
    }

    /// <summary>Writes canonical JSON: kind, apiVersion and metadata first, then fields in the order of their numbers.</summary>
    public static ReadOnlyMemory<byte> Write(ApiObject value) => Write((ApiRecord)value);

    /// <summary>Writes the canonical JSON of any record.</summary>
    public static ReadOnlyMemory<byte> Write(ApiRecord value)
    {
        var writer = new JsonFieldWriter(TypicalLength);
        try
        {
            value.WriteJson(ref writer);
            return writer.Written.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static ApiRecord Read(RecordCodec codec, ReadOnlySpan<byte> json)
    {
        try
        {
            return codec.ReadJson(json, null);
        }
        catch (Exception error) when (error is JsonDecodingException or System.Text.Json.JsonException)
        {
            throw new FormatException($"no {codec.Schema.Name}: {error.Message}", error);
        }
    }
}
