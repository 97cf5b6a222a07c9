using System.Net.Sockets;

namespace Krewe.NodeAgent.Runtimes.Docker;

/// <summary>A connection that the engine has turned over to a container's streams.</summary>
internal sealed class DockerHijack(HttpClient http, HttpResponseMessage response, Stream stream, Socket socket) : IDisposable
{
    /// <summary>Input is written here, output read.</summary>
    public Stream Stream => stream;

    /// <summary>Tells the engine that no more input comes; output goes on.</summary>
    public void CloseInput()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The engine has closed the connection already.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stream.Dispose();
        response.Dispose();
        http.Dispose();
    }
}
