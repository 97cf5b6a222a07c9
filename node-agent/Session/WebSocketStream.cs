using System.Net.WebSockets;
using System.Text;
using Krewe.Protocol.Streams;

namespace Krewe.NodeAgent.Session;

/// <summary>A stream's bytes over a WebSocket: binary messages, then a close that says whether all is there.</summary>
internal sealed class WebSocketStream(WebSocket socket) : IStreamConnection
{
    /// <summary>The protocol of WebSockets allows no longer reason.</summary>
    private const int LongestReason = 123;

    /// <inheritdoc/>
    public IMessagePipe Messages { get; } = new WebSocketPipe(socket);

    /// <inheritdoc/>
    public async Task Send(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        try
        {
            await socket.SendAsync(piece, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }
        catch (Exception e) when (e is WebSocketException or IOException or InvalidOperationException)
        {
            throw new TransportException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public async Task WaitForClose(CancellationToken cancellationToken)
    {
        var buffer = new byte[1024];
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or InvalidOperationException)
        {
            throw new TransportException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public async Task Close(string? failure, CancellationToken cancellationToken)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
            return;
        var reason = failure is null ? null : Cut(failure);
        try
        {
            await socket.CloseOutputAsync(
                failure is null ? WebSocketCloseStatus.NormalClosure : WebSocketCloseStatus.InternalServerError, reason, cancellationToken);
        }
        catch (Exception e) when (e is WebSocketException or IOException or InvalidOperationException)
        {
            throw new TransportException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Cut(string text)
    {
        while (Encoding.UTF8.GetByteCount(text) > LongestReason)
            text = text[..^1];
        return text;
    }
}
