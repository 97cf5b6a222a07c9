using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Krewe.Model.Kinds;
using Krewe.Model.Schema;

namespace Krewe.Model.Json;

/// <summary>
/// Writes compact UTF-8 JSON into a rented buffer for the generated code. A field's name comes with its quotes and colon; the comma
/// before it follows from what was written last. Texts are escaped only where JSON demands it.
/// </summary>
internal ref struct JsonFieldWriter : IDisposable
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\"\\\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    private const int ShortText = 48;

    private byte[] _buffer;
    private int _length;

    public JsonFieldWriter(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    public readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    public void BeginObject() => Byte((byte)'{');

    public void EndObject() => Byte((byte)'}');

    public void BeginList() => Byte((byte)'[');

    public void EndList() => Byte((byte)']');

    /// <summary>The first two fields of an object.</summary>
    public void TypeMeta(GroupVersionKind kind)
    {
        Raw("\"kind\":"u8);
        Text(kind.Kind);
        Raw(",\"apiVersion\":"u8);
        Text(kind.ApiVersion);
    }

    /// <summary>A name with quotes and colon, as the generator has encoded it.</summary>
    public void Name(ReadOnlySpan<byte> encoded)
    {
        Separate();
        Raw(encoded);
    }

    /// <summary>A name that needs escaping and quotes.</summary>
    public void Name(string name)
    {
        Separate();
        Text(name);
        Byte((byte)':');
    }

    /// <summary>A comma, unless a bracket or brace has just been opened.</summary>
    public void Separate()
    {
        if (_buffer[_length - 1] is not ((byte)'{' or (byte)'['))
            Byte((byte)',');
    }

    public void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }

    public void Text(string text)
    {
        if (text.Length <= ShortText && TryShort(text))
            return;
        Byte((byte)'"');
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Escaped) is >= 0 and var special)
        {
            Plain(rest[..special]);
            Escape(rest[special]);
            rest = rest[(special + 1)..];
        }
        Plain(rest);
        Byte((byte)'"');
    }

    /// <summary>Most texts are short and plain ASCII; a loop over these costs less than setting up what is fast for long ones.</summary>
    private bool TryShort(string text)
    {
        var target = Reserve(text.Length + 2);
        target[0] = (byte)'"';
        var plain = target.Slice(1, text.Length);
        for (var i = 0; i < plain.Length && i < text.Length; i++)
        {
            var c = text[i];
            if (c is < ' ' or > '~' or '"' or '\\')
                return false;
            plain[i] = (byte)c;
        }
        target[text.Length + 1] = (byte)'"';
        _length += text.Length + 2;
        return true;
    }

    public void Boolean(bool value) => Raw(value ? "true"u8 : "false"u8);

    public void Number(long value)
    {
        Utf8Formatter.TryFormat(value, Reserve(20), out var written);
        _length += written;
    }

    public void Number(double value)
    {
        value.TryFormat(Reserve(32), out var written, "R", CultureInfo.InvariantCulture);
        _length += written;
    }

    public void Base64(ReadOnlySpan<byte> bytes)
    {
        Byte((byte)'"');
        System.Buffers.Text.Base64.EncodeToUtf8(bytes, Reserve(System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out var written);
        _length += written;
        Byte((byte)'"');
    }

    public void Time(DateTimeOffset value, bool micro)
    {
        Byte((byte)'"');
        _length += Rfc3339.Format(value, micro, Reserve(Rfc3339.MaxLength));
        Byte((byte)'"');
    }

    /// <summary>Any JSON, without the whitespace between its tokens.</summary>
    public void Element(JsonElement element)
    {
        var raw = JsonMarshal.GetRawUtf8Value(element);
        if (raw.IndexOfAny(" \t\r\n"u8) < 0)
        {
            Raw(raw);
            return;
        }
        Raw(JsonCompaction.Bytes(element));
    }

    public void Unknown(UnknownFields? fields)
    {
        if (fields is null)
            return;
        foreach (var (name, value) in fields.Items)
        {
            Name(name);
            Element(value);
        }
    }

    private void Byte(byte value)
    {
        Reserve(1)[0] = value;
        _length++;
    }

    private void Plain(ReadOnlySpan<char> text) => _length += Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetMaxByteCount(text.Length)));

    private void Escape(char c)
    {
        switch (c)
        {
            case '"': Raw("\\\""u8); break;
            case '\\': Raw("\\\\"u8); break;
            case '\n': Raw("\\n"u8); break;
            case '\r': Raw("\\r"u8); break;
            case '\t': Raw("\\t"u8); break;
            default:
                Raw("\\u00"u8);
                Utf8Formatter.TryFormat((byte)c, Reserve(2), out _, new StandardFormat('x', 2));
                _length += 2;
                break;
        }
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
            Grow(count);
        return _buffer.AsSpan(_length);
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + count));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
