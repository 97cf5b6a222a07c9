using System.Text.Json;
using Krewe.Model.Json;
using Krewe.Model.Protobuf;

namespace Krewe.Model.Schema.Codecs;

internal readonly struct StringCodec : IFieldCodec<string>
{
    public static string Empty => "";

    public static string ReadJson(scoped ref JsonFieldReader reader) => reader.ReadString();

    public static void WriteJson(ref JsonFieldWriter writer, string value) => writer.Text(value);

    public static string ReadProto(scoped ref ProtoReader reader) => reader.ReadString();

    public static void WriteProto(ref ProtoWriter writer, int number, string value) => writer.Text(number, value);
}

internal readonly struct BooleanCodec : IFieldCodec<bool>
{
    public static WireType WireType => WireType.Varint;

    public static bool Empty => false;

    public static bool ReadJson(scoped ref JsonFieldReader reader) => reader.ReadBoolean();

    public static void WriteJson(ref JsonFieldWriter writer, bool value) => writer.Boolean(value);

    public static bool ReadProto(scoped ref ProtoReader reader) => reader.ReadInteger() != 0;

    public static void WriteProto(ref ProtoWriter writer, int number, bool value) => writer.Integer(number, value ? 1 : 0);
}

internal readonly struct Int32Codec : IFieldCodec<int>
{
    public static WireType WireType => WireType.Varint;

    public static int Empty => 0;

    public static int ReadJson(scoped ref JsonFieldReader reader) => reader.ReadInt32();

    public static void WriteJson(ref JsonFieldWriter writer, int value) => writer.Number((long)value);

    public static int ReadProto(scoped ref ProtoReader reader) => (int)reader.ReadInteger();

    public static void WriteProto(ref ProtoWriter writer, int number, int value) => writer.Integer(number, value);
}

internal readonly struct Int64Codec : IFieldCodec<long>
{
    public static WireType WireType => WireType.Varint;

    public static long Empty => 0;

    public static long ReadJson(scoped ref JsonFieldReader reader) => reader.ReadInt64();

    public static void WriteJson(ref JsonFieldWriter writer, long value) => writer.Number(value);

    public static long ReadProto(scoped ref ProtoReader reader) => reader.ReadInteger();

    public static void WriteProto(ref ProtoWriter writer, int number, long value) => writer.Integer(number, value);
}

internal readonly struct DoubleCodec : IFieldCodec<double>
{
    public static WireType WireType => WireType.Fixed64;

    public static double Empty => 0;

    public static double ReadJson(scoped ref JsonFieldReader reader) => reader.ReadDouble();

    public static void WriteJson(ref JsonFieldWriter writer, double value) => writer.Number(value);

    public static double ReadProto(scoped ref ProtoReader reader) => reader.ReadDouble();

    public static void WriteProto(ref ProtoWriter writer, int number, double value) => writer.Double(number, value);
}

internal readonly struct BytesCodec : IFieldCodec<ReadOnlyMemory<byte>>
{
    public static ReadOnlyMemory<byte> Empty => default;

    public static ReadOnlyMemory<byte> ReadJson(scoped ref JsonFieldReader reader) => reader.ReadBytes();

    public static void WriteJson(ref JsonFieldWriter writer, ReadOnlyMemory<byte> value) => writer.Base64(value.Span);

    public static ReadOnlyMemory<byte> ReadProto(scoped ref ProtoReader reader) => reader.ReadDelimited().ToArray();

    public static void WriteProto(ref ProtoWriter writer, int number, ReadOnlyMemory<byte> value) => writer.Bytes(number, value.Span);
}

internal readonly struct EnumCodec<T> : IFieldCodec<T> where T : struct, IOpenEnum<T>
{
    public static T Empty => T.From("");

    public static T ReadJson(scoped ref JsonFieldReader reader)
    {
        reader.Expect(JsonTokenType.String);
        var known = T.Known;
        for (var i = 0; i < known.Count; i++)
        {
            if (reader.TextEquals(known[i].Value))
                return known[i];
        }
        return T.From(reader.ReadString());
    }

    public static void WriteJson(ref JsonFieldWriter writer, T value) => writer.Text(value.Value);

    public static T ReadProto(scoped ref ProtoReader reader) => T.From(reader.ReadString());

    public static void WriteProto(ref ProtoWriter writer, int number, T value) => writer.Text(number, value.Value);
}

/// <summary>Any JSON; in protobuf a message whose field 1 is the JSON, as <c>RawExtension</c> and <c>FieldsV1</c> are.</summary>
internal readonly struct RawCodec : IFieldCodec<JsonElement>
{
    public static JsonElement Empty { get; } = JsonElement.Parse("{}"u8);

    public static JsonElement ReadJson(scoped ref JsonFieldReader reader) => reader.ReadRaw();

    public static void WriteJson(ref JsonFieldWriter writer, JsonElement value) => writer.Element(value);

    public static JsonElement ReadProto(scoped ref ProtoReader reader)
    {
        var message = reader.ReadMessage();
        var value = Empty;
        while (message.NextField(out var number))
        {
            if (number == 1)
                value = Parse(message.ReadDelimited());
            else
                message.Skip();
        }
        return value;
    }

    public static void WriteProto(ref ProtoWriter writer, int number, JsonElement value)
    {
        var mark = writer.Mark;
        writer.Bytes(1, System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value));
        writer.EndMessage(number, mark);
    }

    private static JsonElement Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return json.IsEmpty ? Empty : JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = JsonFieldReader.MaxDepth });
        }
        catch (JsonException malformed)
        {
            throw new ProtoDecodingException(malformed.Message);
        }
    }
}
