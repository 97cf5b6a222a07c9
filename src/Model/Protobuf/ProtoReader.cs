using System.Buffers.Binary;
using Krewe.Model.Documents;
using Krewe.Model.Schema;

namespace Krewe.Model.Protobuf;

/// <summary>
/// Reads one message of the protobuf wire format for the generated code. Fields that are not known are skipped. A message whose
/// fields JSON has inline (<see cref="FieldAttribute.Within"/>) is entered, and its fields come numbered with
/// <see cref="Composite"/> until it ends.
/// </summary>
public ref struct ProtoReader
{
    private const int MaxDepth = 128;
    private const int CompositeShift = 16;

    private readonly ReadOnlySpan<byte> _data;
    private readonly int _depth;
    private int _position;
    private int _end;
    private int _within;

    internal ProtoReader(ReadOnlySpan<byte> message, int depth = 0)
    {
        if (depth > MaxDepth)
            throw new ProtoDecodingException("messages are nested too deeply");
        _data = message;
        _end = message.Length;
        _depth = depth;
    }

    internal WireType WireType { get; private set; }

    internal static int Composite(int within, int number) => (within << CompositeShift) | number;

    /// <summary>Moves to the value of the next field; false at the end of the message.</summary>
    internal bool NextField(out int number)
    {
        number = 0;
        if (_position == _end && _within != 0)
        {
            _end = _data.Length;
            _within = 0;
        }
        if (_position >= _end)
            return false;
        var tag = ReadVarint();
        WireType = (WireType)(int)(tag & 7);
        var field = tag >> 3;
        if (field is 0 or > 0x1FFF_FFFF)
            throw new ProtoDecodingException("illegal tag");
        number = field >= 1 << CompositeShift ? -1 : Composite(_within, (int)field);
        return true;
    }

    /// <summary>Goes into the embedded message at hand.</summary>
    internal void Enter(int within)
    {
        var length = ReadLength();
        _end = _position + length;
        _within = within;
    }

    internal void Skip()
    {
        switch (WireType)
        {
            case WireType.Varint: ReadVarint(); break;
            case WireType.Fixed64: Take(8); break;
            case WireType.Delimited: Take(ReadLength()); break;
            case WireType.Fixed32: Take(4); break;
            default: throw new ProtoDecodingException($"illegal wire type {(int)WireType}");
        }
    }

    internal ReadOnlySpan<byte> ReadDelimited()
    {
        if (WireType != WireType.Delimited)
            throw new ProtoDecodingException($"wrong wire type {(int)WireType}");
        return Take(ReadLength());
    }

    /// <summary>A reader of the message at hand.</summary>
    internal ProtoReader ReadMessage() => new(ReadDelimited(), _depth + 1);

    internal string ReadString() => SharedText.Of(ReadDelimited());

    internal long ReadInteger() => WireType == WireType.Varint
        ? (long)ReadVarint()
        : throw new ProtoDecodingException($"wrong wire type {(int)WireType}");

    internal double ReadDouble() => WireType == WireType.Fixed64
        ? BinaryPrimitives.ReadDoubleLittleEndian(Take(8))
        : throw new ProtoDecodingException($"wrong wire type {(int)WireType}");

    /// <summary>Appends the item at hand, or all of them where numbers are packed.</summary>
    internal void ReadItem<T, TCodec>(ref List<T>? items) where TCodec : IFieldCodec<T>
    {
        items ??= [];
        if (WireType != WireType.Delimited || TCodec.WireType == WireType.Delimited)
        {
            items.Add(TCodec.ReadProto(ref this));
            return;
        }
        var packed = ReadMessage();
        packed.WireType = TCodec.WireType;
        while (packed._position < packed._end)
            items.Add(TCodec.ReadProto(ref packed));
    }

    /// <summary>Adds the map entry at hand.</summary>
    internal void ReadEntry<T, TCodec>(ref Dictionary<string, T>? map) where TCodec : IFieldCodec<T>
    {
        var entry = ReadMessage();
        var key = "";
        T? value = default;
        var found = false;
        while (entry.NextField(out var number))
        {
            switch (number)
            {
                case 1: key = entry.ReadString(); break;
                case 2: value = TCodec.ReadProto(ref entry); found = true; break;
                default: entry.Skip(); break;
            }
        }
        (map ??= new(StringComparer.Ordinal))[key] = found ? value! : TCodec.Empty;
    }

    private int ReadLength()
    {
        var length = ReadVarint();
        return length <= (ulong)(_end - _position) ? (int)length : throw new ProtoDecodingException("unexpected end of message");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _end - _position)
            throw new ProtoDecodingException("unexpected end of message");
        var bytes = _data.Slice(_position, length);
        _position += length;
        return bytes;
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_position >= _end)
                throw new ProtoDecodingException("unexpected end of message");
            var part = _data[_position++];
            value |= shift < 64 ? (ulong)(part & 0x7F) << shift : 0;
            if ((part & 0x80) == 0)
                return value;
        }
        throw new ProtoDecodingException("integer overflow");
    }
}
