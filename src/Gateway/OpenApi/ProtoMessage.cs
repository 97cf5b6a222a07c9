using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace Krewe.Gateway.OpenApi;

/// <summary>A protobuf message while it is written, with what the messages of both versions of OpenAPI have in common.</summary>
internal sealed class ProtoMessage
{
    private readonly MemoryStream _bytes = new();

    /// <summary>A message that holds one other.</summary>
    public static ProtoMessage Wrap(int number, ProtoMessage inner)
    {
        var message = new ProtoMessage();
        message.Nested(number, inner);
        return message;
    }

    /// <summary>A message whose entries have a name (1) and a value (2).</summary>
    public static ProtoMessage Named(JsonObject entries, int number, Func<JsonObject, ProtoMessage> encode)
    {
        var message = new ProtoMessage();
        foreach (var (name, value) in entries)
        {
            var entry = new ProtoMessage();
            entry.Text(1, name);
            entry.Nested(2, encode(value!.AsObject()));
            message.Nested(number, entry);
        }
        return message;
    }

    /// <summary>The objects of an array, which may be absent.</summary>
    public static IEnumerable<JsonObject> Items(JsonNode? array) => array is JsonArray items ? items.Select(item => item!.AsObject()) : [];

    public byte[] ToArray() => _bytes.ToArray();

    public void Text(int number, JsonNode? value)
    {
        if (value is not null)
            Bytes(number, Encoding.UTF8.GetBytes((string)value!));
    }

    public void Texts(int number, JsonNode? values)
    {
        foreach (var value in values as JsonArray ?? [])
            Text(number, value);
    }

    public void Flag(int number, JsonNode? value)
    {
        if (value is null || !(bool)value)
            return;
        Varint((ulong)number << 3);
        Varint(1);
    }

    public void Number(int number, JsonNode? value)
    {
        if (value is null)
            return;
        Varint(((ulong)number << 3) | 1);
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value.GetValue<double>());
        _bytes.Write(bytes);
    }

    public void Integer(int number, JsonNode? value)
    {
        if (value is null)
            return;
        Varint((ulong)number << 3);
        Varint((ulong)value.GetValue<long>());
    }

    public void Nested(int number, ProtoMessage message) => Bytes(number, message._bytes.GetBuffer().AsSpan(0, (int)message._bytes.Length));

    /// <summary>Writes the extensions of an object: NamedAny { name = 1, Any value = 2 { yaml = 2 } }; JSON is YAML too.</summary>
    public void Extensions(int number, JsonObject owner)
    {
        foreach (var (name, value) in owner.Where(property => property.Key.StartsWith("x-", StringComparison.Ordinal)))
        {
            var entry = new ProtoMessage();
            entry.Text(1, name);
            entry.Nested(2, Any(value!));
            Nested(number, entry);
        }
    }

    /// <summary>Any value, as YAML.</summary>
    public static ProtoMessage Any(JsonNode value)
    {
        var any = new ProtoMessage();
        any.Text(2, value.ToJsonString());
        return any;
    }

    private void Bytes(int number, ReadOnlySpan<byte> bytes)
    {
        Varint(((ulong)number << 3) | 2);
        Varint((ulong)bytes.Length);
        _bytes.Write(bytes);
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.WriteByte((byte)(value | 0x80));
        _bytes.WriteByte((byte)value);
    }
}
