namespace Krewe.Protocol.Streams;

/// <summary>A connection that carries messages both ways: the WebSocket under a <see cref="StreamLink"/>.</summary>
public interface IMessagePipe
{
    /// <summary>Sends one message.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken);

    /// <summary>Reads one message into a buffer and gives its length, or null when the other end has closed the connection in order.</summary>
    /// <exception cref="IOException">The connection broke, or the message is longer than the buffer.</exception>
    ValueTask<int?> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken);
}
