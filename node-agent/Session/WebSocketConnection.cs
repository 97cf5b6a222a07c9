using System.Buffers;
using System.Net.WebSockets;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Session;

/// <summary>A session's messages over a WebSocket: one JSON text for each.</summary>
internal sealed class WebSocketConnection(Uri server, WebSocket socket) : IAgentConnection
{
    private const int Piece = 64 * 1024;
    private readonly ArrayBufferWriter<byte> _incoming = new(Piece);

    /// <inheritdoc/>
    public Uri Server => server;

    /// <inheritdoc/>
    public async Task Send(AgentMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await socket.SendAsync(ProtocolJson.Write(message), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        catch (Exception e) when (e is WebSocketException or IOException or InvalidOperationException)
        {
            throw new TransportException($"the connection with {server} broke: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public async Task<ServerMessage?> Receive(CancellationToken cancellationToken)
    {
        _incoming.ResetWrittenCount();
        ValueWebSocketReceiveResult result;
        do
        {
            try
            {
                result = await socket.ReceiveAsync(_incoming.GetMemory(Piece), cancellationToken);
            }
            catch (Exception e) when (e is WebSocketException or IOException or InvalidOperationException)
            {
                throw new TransportException($"the connection with {server} broke: {e.Message}", e);
            }
            if (result.MessageType == WebSocketMessageType.Close)
                return null;
            _incoming.Advance(result.Count);
            if (_incoming.WrittenCount > AgentProtocol.LongestMessage)
                throw new TransportException($"{server} sent a message of more than {AgentProtocol.LongestMessage} bytes");
        }
        while (!result.EndOfMessage);
        return ProtocolJson.TryRead<ServerMessage>(_incoming.WrittenSpan, out var message, out var error)
            ? message
            : throw new TransportException($"{server} sent a message that is not understood: {error}");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
