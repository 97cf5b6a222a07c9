using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Krewe.Model.Protobuf;

/// <summary>
/// Writes the protobuf wire format from the end to the start: when a message's length must be written, it is known. The generated
/// code therefore writes fields, items and entries in reverse.
/// </summary>
internal ref struct ProtoWriter : IDisposable
{
    private byte[] _buffer;
    private int _start;

    public ProtoWriter(int capacity)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(capacity);
        _start = _buffer.Length;
    }

    public readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(_start);

    /// <summary>Where a message ends; see <see cref="EndMessage"/>.</summary>
    public readonly int Mark => _buffer.Length - _start;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    /// <summary>Puts length and tag before the message whose fields were written since the mark.</summary>
    public void EndMessage(int number, int mark)
    {
        Varint((ulong)(Mark - mark));
        Tag(number, WireType.Delimited);
    }

    /// <summary>The same for a message that is left out when it has no fields.</summary>
    public void EndOptionalMessage(int number, int mark)
    {
        if (Mark > mark)
            EndMessage(number, mark);
    }

    public void Integer(int number, long value)
    {
        Varint((ulong)value);
        Tag(number, WireType.Varint);
    }

    public void Double(int number, double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(Reserve(8), value);
        Tag(number, WireType.Fixed64);
    }

    public void Text(int number, string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Encoding.UTF8.GetBytes(value, Reserve(length));
        Varint((ulong)length);
        Tag(number, WireType.Delimited);
    }

    public void Bytes(int number, ReadOnlySpan<byte> value)
    {
        Raw(value);
        Varint((ulong)value.Length);
        Tag(number, WireType.Delimited);
    }

    public void Raw(scoped ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    private void Tag(int number, WireType type) => Varint((ulong)(((uint)number << 3) | (uint)type));

    private void Varint(ulong value)
    {
        Span<byte> bytes = stackalloc byte[10];
        var length = 0;
        do
        {
            bytes[length++] = (byte)(value < 0x80 ? value : value | 0x80);
            value >>= 7;
        }
        while (value != 0);
        Raw(bytes[..length]);
    }

    private Span<byte> Reserve(int count)
    {
        if (_start < count)
            Grow(count);
        _start -= count;
        return _buffer.AsSpan(_start, count);
    }

    private void Grow(int count)
    {
        var written = Written;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, written.Length + count));
        written.CopyTo(larger.AsSpan(larger.Length - written.Length));
        _start = larger.Length - written.Length;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
