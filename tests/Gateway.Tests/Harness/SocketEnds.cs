using System.Net.WebSockets;

namespace Krewe.Gateway.Tests.Harness;

internal static class SocketEnds
{
    /// <summary>Says goodbye, unless the other end has gone first.</summary>
    public static async Task EndAsync(this WebSocket socket, TimeSpan patience)
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(patience);
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException)
        {
            // It went between the question and the goodbye.
        }
    }
}
