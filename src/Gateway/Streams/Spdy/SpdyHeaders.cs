using System.Buffers.Binary;
using System.Text;

namespace Krewe.Gateway.Streams.Spdy;

/// <summary>Headers of a stream, before they are compressed: their number, then name and value, each with its length before it.</summary>
internal static class SpdyHeaders
{
    private const int MostHeaders = 256;

    /// <summary>Reads them; names are in lower case, values of the same name are separated by NUL.</summary>
    /// <exception cref="IOException">They are malformed.</exception>
    public static IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> block)
    {
        var count = Number(ref block);
        if (count > MostHeaders)
            throw new IOException($"a stream has {count} headers");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < count; i++)
        {
            var name = Text(ref block);
            headers[name] = Text(ref block);
        }
        return headers;
    }

    /// <summary>Writes them.</summary>
    public static byte[] Write(IReadOnlyDictionary<string, string> headers)
    {
        using var block = new MemoryStream();
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, headers.Count);
        block.Write(number);
        foreach (var text in headers.SelectMany(header => new[] { header.Key.ToLowerInvariant(), header.Value }))
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32BigEndian(number, bytes.Length);
            block.Write(number);
            block.Write(bytes);
        }
        return block.ToArray();
    }

    private static string Text(ref ReadOnlySpan<byte> block)
    {
        var length = Number(ref block);
        if (length > block.Length)
            throw new IOException("the headers of a stream are cut off");
        var text = Encoding.UTF8.GetString(block[..(int)length]);
        block = block[(int)length..];
        return text;
    }

    private static uint Number(ref ReadOnlySpan<byte> block)
    {
        if (block.Length < 4)
            throw new IOException("the headers of a stream are cut off");
        var number = BinaryPrimitives.ReadUInt32BigEndian(block);
        block = block[4..];
        return number;
    }
}
