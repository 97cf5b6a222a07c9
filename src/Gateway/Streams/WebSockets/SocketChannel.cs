using System.Buffers;
using System.IO.Pipelines;
using Krewe.Protocol.Streams;

namespace Krewe.Gateway.Streams.WebSockets;

/// <summary>One channel of a <see cref="ChannelSocket"/>. The protocol has no windows: when a channel is full, the socket is not read on.</summary>
internal sealed class SocketChannel(ChannelSocket socket, byte number) : IByteChannel
{
    private const int Most = 256 << 10;
    private readonly Pipe _received = new(new PipeOptions(pauseWriterThreshold: Most, resumeWriterThreshold: Most / 2, useSynchronizationContext: false));
    private bool _ended;

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var result = await _received.Reader.ReadAsync(cancellationToken);
        var piece = result.Buffer.Slice(0, Math.Min(buffer.Length, result.Buffer.Length));
        piece.CopyTo(buffer.Span);
        var read = (int)piece.Length;
        _received.Reader.AdvanceTo(piece.End);
        return read;
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => socket.SendAsync(number, bytes, cancellationToken);

    /// <summary>Says nothing: clients know the end of the connection only.</summary>
    public ValueTask EndAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Takes bytes; returns when there is room for more. After the end, and when nobody reads any more, they are passed over.</summary>
    internal async ValueTask ReceiveAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (!_ended && bytes.Length > 0)
            await _received.Writer.WriteAsync(bytes, cancellationToken);
    }

    internal void ReceiveEnd()
    {
        _ended = true;
        _received.Writer.Complete();
    }
}
