using System.Buffers.Binary;
using System.IO.Compression;

namespace Krewe.Gateway.Streams.Spdy;

/// <summary>
/// Decompresses the headers of one direction of a connection: one zlib stream (RFC 1950) over all its frames, begun with
/// <see cref="SpdyDictionary"/>. The framework knows no dictionaries, but a deflate stream may begin with a block that is stored as it is: the
/// dictionary is fed as such a block, and what comes of it thrown away; then everything that refers to it is where it should be.
/// </summary>
internal sealed class SpdyHeaderInflater : IDisposable
{
    /// <summary>Longest headers of one stream, decompressed.</summary>
    public const int Longest = 64 << 10;

    private const int ZlibHeadLength = 2;
    private const byte HasDictionary = 0x20;
    private const byte Deflate = 8;

    private readonly Feed _feed = new();
    private readonly DeflateStream _inflate;
    private bool _begun;

    /// <summary>Stands at the start of a connection.</summary>
    public SpdyHeaderInflater() => _inflate = new DeflateStream(_feed, CompressionMode.Decompress);

    /// <summary>Decompresses the headers of the next frame.</summary>
    /// <exception cref="IOException">They are malformed, or too long.</exception>
    public byte[] Inflate(ReadOnlyMemory<byte> block)
    {
        try
        {
            if (!_begun)
                block = Begin(block);
            return Take(block, Longest);
        }
        catch (InvalidDataException e)
        {
            throw new IOException("the headers of a stream are not compressed as they should be", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _inflate.Dispose();

    private ReadOnlyMemory<byte> Begin(ReadOnlyMemory<byte> block)
    {
        var head = block.Span;
        if (head.Length < ZlibHeadLength || (head[0] & 0x0F) != Deflate || (head[0] << 8 | head[1]) % 31 != 0)
            throw new InvalidDataException();
        _begun = true;
        if ((head[1] & HasDictionary) == 0)
            return block[ZlibHeadLength..];
        if (head.Length < ZlibHeadLength + 4 || BinaryPrimitives.ReadUInt32BigEndian(head[ZlibHeadLength..]) != SpdyDictionary.Checksum)
            throw new InvalidDataException();
        Take(Stored(SpdyDictionary.Bytes.Span), SpdyDictionary.Bytes.Length);
        return block[(ZlibHeadLength + 4)..];
    }

    private byte[] Take(ReadOnlyMemory<byte> compressed, int most)
    {
        _feed.Next = compressed;
        using var plain = new MemoryStream();
        var buffer = new byte[4096];
        while (_inflate.Read(buffer) is var read and > 0)
        {
            plain.Write(buffer, 0, read);
            if (plain.Length > most)
                throw new IOException($"the headers of a stream have more than {most} bytes");
        }
        return plain.ToArray();
    }

    /// <summary>A block that is not the last, not compressed, with its length and the complement of that (RFC 1951, 3.2.4).</summary>
    private static byte[] Stored(ReadOnlySpan<byte> bytes)
    {
        var block = new byte[5 + bytes.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(1), (ushort)bytes.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(3), (ushort)~bytes.Length);
        bytes.CopyTo(block.AsSpan(5));
        return block;
    }

    /// <summary>What the decompressor reads: the frames as they come; between them it is empty, not over.</summary>
    private sealed class Feed : Stream
    {
        public ReadOnlyMemory<byte> Next { get; set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var read = Math.Min(buffer.Length, Next.Length);
            Next.Span[..read].CopyTo(buffer);
            Next = Next[read..];
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
