using System.Net.WebSockets;

namespace Krewe.Protocol.Streams;

/// <summary>Messages over a WebSocket, binary ones.</summary>
public sealed class WebSocketPipe(WebSocket socket) : IMessagePipe
{
    /// <inheritdoc/>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }
        catch (Exception e) when (e is WebSocketException or InvalidOperationException)
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int?> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            for (var length = 0; ;)
            {
                var read = await socket.ReceiveAsync(buffer[length..], cancellationToken);
                if (read.MessageType == WebSocketMessageType.Close)
                    return null;
                length += read.Count;
                if (read.EndOfMessage)
                    return length;
                if (length == buffer.Length)
                    throw new IOException($"a message of more than {buffer.Length} bytes came");
            }
        }
        catch (Exception e) when (e is WebSocketException or InvalidOperationException)
        {
            throw new IOException(e.Message, e);
        }
    }
}
