using System.Buffers;
using System.Text;
using System.Text.Json;
using Krewe.Model.Documents;
using Krewe.Model.Meta;

namespace Krewe.Gateway.Responses;

/// <summary><c>PartialObjectMetadata</c>: an object's metadata cut out of its JSON, without reading or writing the rest.</summary>
internal static class PartialMetadata
{
    /// <summary>Writes the metadata of an object as an object of its own.</summary>
    public static void Write(IBufferWriter<byte> output, ApiDocument document, string version)
    {
        output.Write("""{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/"""u8);
        Encoding.UTF8.GetBytes(version, output);
        output.Write("\",\"metadata\":"u8);
        output.Write(Cut(document.Json.Span));
        output.Write("}"u8);
    }

    /// <summary>The metadata of an object as an object of its own, in protobuf.</summary>
    public static ReadOnlyMemory<byte> Protobuf(ApiDocument document, string version) => Protobuf(document.Metadata, version);

    /// <summary>Metadata as an object of its own, in protobuf.</summary>
    public static ReadOnlyMemory<byte> Protobuf(ObjectMeta metadata, string version) =>
        ApiProtobuf.WriteMetadata($"meta.k8s.io/{version}", "PartialObjectMetadata", metadata);

    /// <summary>The bytes of the value of <c>metadata</c>.</summary>
    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = reader.ValueTextEquals("metadata"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (wanted)
                return json[start..(int)reader.BytesConsumed];
        }
        return "{}"u8;
    }
}
