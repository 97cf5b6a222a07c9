using System.Buffers;
using System.Buffers.Binary;

namespace Krewe.NodeAgent.Runtimes.Docker;

/// <summary>
/// Takes apart the engine's framing of output without a terminal: eight bytes of header (stream, three zeros, length in big-endian
/// order), then the text. Both streams are passed on in their order.
/// </summary>
internal static class DockerFraming
{
    private const int HeaderSize = 8;
    private const int BufferSize = 16 * 1024;
    private const byte StandardError = 2;

    /// <summary>Passes the text of a stream to a sink until the stream ends.</summary>
    public static Task Copy(Stream stream, bool framed, LogSink sink, CancellationToken cancellationToken) =>
        Copy(stream, framed, (_, text, token) => sink(text, token), cancellationToken);

    /// <summary>Passes the text of a stream to a sink until the stream ends, and says which text is standard error.</summary>
    public static async Task Copy(Stream stream, bool framed, OutputSink sink, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            if (framed)
                await CopyFrames(stream, buffer, sink, cancellationToken);
            else
                while (await stream.ReadAsync(buffer, cancellationToken) is var read and > 0)
                    await sink(false, buffer.AsMemory(0, read), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task CopyFrames(Stream stream, byte[] buffer, OutputSink sink, CancellationToken cancellationToken)
    {
        while (await stream.ReadAtLeastAsync(buffer.AsMemory(0, HeaderSize), HeaderSize, throwOnEndOfStream: false, cancellationToken) == HeaderSize)
        {
            var error = buffer[0] == StandardError;
            var left = BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(4));
            while (left > 0)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, (uint)buffer.Length)), cancellationToken);
                if (read == 0)
                    return;
                await sink(error, buffer.AsMemory(0, read), cancellationToken);
                left -= (uint)read;
            }
        }
    }
}
