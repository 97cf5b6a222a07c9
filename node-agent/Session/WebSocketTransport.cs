using System.Net.WebSockets;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Session;

/// <summary>Connections to the control plane as WebSockets over mutual TLS. Servers are tried in turn, beginning with the last that answered.</summary>
internal sealed class WebSocketTransport(IReadOnlyList<Uri> servers, NodeCredentials credentials, Joiner joiner, TimeProvider time) : IAgentTransport
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DialLimit = TimeSpan.FromSeconds(10);
    private int _next;

    /// <inheritdoc/>
    public async Task<IAgentConnection> Dial(CancellationToken cancellationToken)
    {
        var failures = new List<TransportException>();
        for (var i = 0; i < servers.Count; i++)
        {
            var server = servers[_next];
            try
            {
                // Without TLS there is no certificate: for tests and for a control plane in the same process.
                if (server.Scheme == Uri.UriSchemeHttps)
                    await joiner.SeeToCertificate(server, cancellationToken);
                return new WebSocketConnection(server, await Connect(server, AgentProtocol.SessionPath, cancellationToken));
            }
            catch (TransportException e)
            {
                failures.Add(e);
                _next = (_next + 1) % servers.Count;
            }
        }
        throw new TransportException(string.Join("; ", failures.Select(failure => failure.Message)))
        {
            Refused = failures.Count > 0 && failures.TrueForAll(failure => failure.Refused),
        };
    }

    /// <inheritdoc/>
    public async Task<IStreamConnection> DialStream(Uri server, string streamId, CancellationToken cancellationToken) =>
        new WebSocketStream(await Connect(server, AgentProtocol.StreamPath(streamId), cancellationToken));

    private async Task<WebSocket> Connect(Uri server, string path, CancellationToken cancellationToken)
    {
        var address = new UriBuilder(new Uri(server, path)) { Scheme = server.Scheme == Uri.UriSchemeHttps ? "wss" : "ws" }.Uri;
        using var deadline = new CancellationTokenSource(DialLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = KeepAlive;
        socket.Options.KeepAliveTimeout = 3 * KeepAlive;
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(address, ControlPlaneHttp.Client(credentials), both.Token);
            return socket;
        }
        catch (WebSocketException e)
        {
            var refused = socket.HttpStatusCode is System.Net.HttpStatusCode.Unauthorized or System.Net.HttpStatusCode.Forbidden;
            socket.Dispose();
            throw new TransportException($"{address}: {e.InnerException?.InnerException?.Message ?? e.InnerException?.Message ?? e.Message}", e) { Refused = refused };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new TransportException($"{address} does not answer");
        }
    }
}
