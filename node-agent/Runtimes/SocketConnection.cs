using System.Net;
using System.Net.Sockets;

namespace Krewe.NodeAgent.Runtimes;

/// <summary>A TCP connection with a pod's port.</summary>
internal sealed class SocketConnection(Socket socket) : IPortConnection
{
    /// <summary>Connects a socket, in whichever network it was made.</summary>
    /// <exception cref="RuntimeException">Nobody answers.</exception>
    public static async Task<IPortConnection> Open(Socket socket, IPEndPoint to, CancellationToken cancellationToken)
    {
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(to, cancellationToken);
            return new SocketConnection(socket);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new RuntimeException($"failed to connect to {to}: {(e.SocketErrorCode == SocketError.ConnectionRefused ? "connect: connection refused" : e.Message)}", e);
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, cancellationToken);
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            while (bytes.Length > 0)
                bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public ValueTask EndAsync(CancellationToken cancellationToken)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The other end has closed the connection already.
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
