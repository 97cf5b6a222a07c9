using System.Buffers.Binary;
using System.IO.Compression;

namespace Krewe.Gateway.Streams.Spdy;

/// <summary>
/// Compresses the headers of one direction of a connection, the counterpart of <see cref="SpdyHeaderInflater"/>: the dictionary is compressed
/// first and the result thrown away, so that what follows may refer to it.
/// </summary>
internal sealed class SpdyHeaderDeflater : IDisposable
{
    /// <summary>Head of a zlib stream with a window of 32 kB and a dictionary.</summary>
    private static ReadOnlySpan<byte> Head => [0x78, 0xBB];

    private readonly MemoryStream _compressed = new();
    private readonly DeflateStream _deflate;
    private bool _begun;

    /// <summary>Stands at the start of a connection.</summary>
    public SpdyHeaderDeflater()
    {
        _deflate = new DeflateStream(_compressed, CompressionLevel.Fastest, leaveOpen: true);
        _deflate.Write(SpdyDictionary.Bytes.Span);
        _deflate.Flush();
        _compressed.SetLength(0);
    }

    /// <summary>Compresses the headers of the next frame.</summary>
    public byte[] Deflate(ReadOnlySpan<byte> headers)
    {
        if (!_begun)
        {
            _begun = true;
            Span<byte> name = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(name, SpdyDictionary.Checksum);
            _compressed.Write(Head);
            _compressed.Write(name);
        }
        _deflate.Write(headers);
        _deflate.Flush();
        var block = _compressed.ToArray();
        _compressed.SetLength(0);
        return block;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _deflate.Dispose();
        _compressed.Dispose();
    }
}
