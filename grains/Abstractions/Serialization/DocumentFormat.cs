using System.Buffers.Binary;
using System.Text;
using Krewe.Model.Documents;

namespace Krewe.Grains.Serialization;

/// <summary>An API object: the length of its collection's name, the name, its revision, and its JSON, which the receiver keeps as it is.</summary>
internal sealed class DocumentFormat : CrossingFormat
{
    private const int Revision = sizeof(long);

    public override ReadOnlyMemory<byte> Write(object value)
    {
        var document = (ApiDocument)value;
        var collection = document.Definition.Collection;
        var json = document.Json;
        // Names of collections are those of kinds and groups: at most 253 characters of ASCII.
        var bytes = new byte[1 + collection.Length + Revision + json.Length];
        bytes[0] = checked((byte)Encoding.ASCII.GetBytes(collection, bytes.AsSpan(1)));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(1 + bytes[0]), document.Revision);
        json.CopyTo(bytes.AsMemory(1 + bytes[0] + Revision));
        return bytes;
    }

    public override object Read(Type type, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length == 0 || bytes.Length < 1 + bytes.Span[0] + Revision)
            throw new FormatException($"{bytes.Length} bytes are no API object");
        var length = bytes.Span[0];
        var collection = Encoding.ASCII.GetString(bytes.Span.Slice(1, length));
        return StoredDocuments.Read(collection, BinaryPrimitives.ReadInt64LittleEndian(bytes.Span[(1 + length)..]), bytes[(1 + length + Revision)..]);
    }

    protected override bool Takes(Type type) => type == typeof(ApiDocument);
}
