using Krewe.AgentLink.Streams;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;

namespace Krewe.AgentLink.Sessions;

/// <summary>
/// <c>/agent/v1/session</c>: the one WebSocket that a node's agent keeps to the control plane. The caller has proven by its client
/// certificate which node it is; one node can therefore never speak for another.
/// </summary>
public sealed class AgentSessionEndpoint(
    IGrainFactory grains, AgentStreams streams, AgentLinkOptions options, TimeProvider time, IHostApplicationLifetime lifetime,
    ILogger<AgentSessionEndpoint> logger)
{
    private int _open;

    /// <summary>Sessions that are open now.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Serves one session until either side ends it.</summary>
    /// <param name="context">A WebSocket request.</param>
    /// <param name="nodeName">The node that the caller has proven to be.</param>
    public async Task ServeAsync(HttpContext context, string nodeName)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { KeepAliveInterval = options.KeepAlive, KeepAliveTimeout = options.KeepAlive });
        Interlocked.Increment(ref _open);
        try
        {
            await new AgentSession(socket, nodeName, grains, streams, options, time, logger).RunAsync(ending.Token);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
