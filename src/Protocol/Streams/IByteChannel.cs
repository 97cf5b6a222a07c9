namespace Krewe.Protocol.Streams;

/// <summary>
/// Bytes both ways, each way with its own end. One reads and one writes at a time. Whoever reads slowly holds up the other end's writer and
/// nobody else.
/// </summary>
public interface IByteChannel
{
    /// <summary>Reads what is there, waiting for at least one byte; 0 when the other end sends no more.</summary>
    /// <exception cref="IOException">The channel or its connection broke.</exception>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Sends bytes; returns when there is room for more.</summary>
    /// <exception cref="IOException">The channel or its connection broke.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Says that no more bytes are sent. What the other end sends can still be read.</summary>
    ValueTask EndAsync(CancellationToken cancellationToken);
}

/// <summary>Carries bytes between channels.</summary>
public static class ByteChannels
{
    private const int PieceLength = 32 << 10;

    /// <summary>Carries what one channel brings to another, and its end too.</summary>
    public static async Task CopyAsync(this IByteChannel from, IByteChannel to, CancellationToken cancellationToken)
    {
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(PieceLength);
        try
        {
            while (await from.ReadAsync(buffer, cancellationToken) is var read and > 0)
                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            await to.EndAsync(cancellationToken);
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads all that a channel brings.</summary>
    /// <exception cref="IOException">It is more than <paramref name="most"/> bytes, or the channel broke.</exception>
    public static async Task<byte[]> ReadAllAsync(this IByteChannel from, int most, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        var buffer = new byte[1024];
        while (await from.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            if (all.Length + read > most)
                throw new IOException($"more than {most} bytes came");
            all.Write(buffer, 0, read);
        }
        return all.ToArray();
    }
}
