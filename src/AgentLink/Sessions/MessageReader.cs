using System.Buffers;
using System.Net.WebSockets;

namespace Krewe.AgentLink.Sessions;

/// <summary>Reads whole text messages of bounded length from a WebSocket.</summary>
internal sealed class MessageReader(WebSocket socket, int maxBytes)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(16 << 10);

    /// <summary>The next message, valid until the next call.</summary>
    public async Task<IncomingMessage> ReadAsync(CancellationToken cancellationToken)
    {
        _buffer.ResetWrittenCount();
        while (true)
        {
            var read = await socket.ReceiveAsync(_buffer.GetMemory(4096), cancellationToken);
            if (read.MessageType == WebSocketMessageType.Close)
                return new IncomingMessage.Closed();
            if (read.MessageType != WebSocketMessageType.Text)
                return new IncomingMessage.Unreadable(WebSocketCloseStatus.InvalidMessageType, "messages of a session are text");
            _buffer.Advance(read.Count);
            if (_buffer.WrittenCount > maxBytes)
                return new IncomingMessage.Unreadable(WebSocketCloseStatus.MessageTooBig, $"a message may have at most {maxBytes} bytes");
            if (read.EndOfMessage)
                return new IncomingMessage.Text(_buffer.WrittenMemory);
        }
    }
}

/// <summary>What a read of a WebSocket brought.</summary>
internal abstract record IncomingMessage
{
    private IncomingMessage() { }

    /// <summary>A whole text message.</summary>
    public sealed record Text(ReadOnlyMemory<byte> Utf8) : IncomingMessage;

    /// <summary>The peer has ended the conversation.</summary>
    public sealed record Closed : IncomingMessage;

    /// <summary>Something that the protocol does not allow; the connection ends with the reason.</summary>
    public sealed record Unreadable(WebSocketCloseStatus Status, string Why) : IncomingMessage;
}
