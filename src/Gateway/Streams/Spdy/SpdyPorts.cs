using System.Globalization;
using Krewe.Gateway.Streams.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Krewe.Gateway.Streams.Spdy;

/// <summary>
/// <c>portforward</c> over SPDY: the client opens two streams for each connection, one for its bytes and one for what goes wrong, which
/// belong together by a header.
/// </summary>
internal sealed class SpdyPorts(SpdyConnection connection, PodPorts ports, TimeProvider time)
{
    private const string Tunnel = "SPDY/3.1+" + Protocol;
    private const string Protocol = "portforward.k8s.io";
    private const string TypeHeader = "streamtype";
    private const string PortHeader = "port";
    private const string RequestHeader = "requestid";
    private static readonly TimeSpan PairLimit = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, Pair> _waiting = [];

    /// <summary>True for a client that wants SPDY within a WebSocket.</summary>
    public static bool IsTunnelWanted(HttpContext context) => context.WebSockets.WebSocketRequestedProtocols.Contains(Tunnel);

    /// <summary>Turns a request into a SPDY connection, within a WebSocket if the client wants that, and forwards until the client goes.</summary>
    public static async Task ServeAsync(HttpContext context, PodPorts ports, TimeProvider time, CancellationToken cancellationToken)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            // The framework does not take a name with a slash, although clients send one; so it is told to choose nothing.
            context.Response.Headers.SecWebSocketProtocol = Tunnel;
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await using var tunnelled = new SpdyConnection(new SocketStream(socket, time));
            await new SpdyPorts(tunnelled, ports, time).RunAsync(cancellationToken);
        }
        else if (await SpdyUpgrade.NegotiateAsync(context, [Protocol]) is { } protocol)
        {
            await using var connection = await SpdyUpgrade.AcceptAsync(context, protocol);
            await new SpdyPorts(connection, ports, time).RunAsync(cancellationToken);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        connection.Begin();
        var accepting = AcceptAsync(over.Token);
        // A client whose agent has gone is to dial again.
        await Task.WhenAny(accepting, ports.Gone);
        await over.CancelAsync();
        await accepting;
    }

    /// <summary>Forwards what the client opens, until it has gone.</summary>
    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        var open = new HashSet<Task>();
        try
        {
            await foreach (var stream in connection.Accepted.ReadAllAsync(cancellationToken))
            {
                open.RemoveWhere(one => one.IsCompleted);
                DropLate();
                if (await TakeAsync(stream, cancellationToken) is { Data: { } data, Error: { } error } pair)
                    open.Add(ports.ForwardAsync(data, error, pair.Port, cancellationToken));
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client or the agent has gone, or the server stops.
        }
        await Task.WhenAll(open);
    }

    /// <summary>Accepts or resets a stream; gives its pair.</summary>
    private async Task<Pair?> TakeAsync(SpdyStream stream, CancellationToken cancellationToken)
    {
        var isData = stream.Headers.GetValueOrDefault(TypeHeader) == "data";
        if (!ushort.TryParse(stream.Headers.GetValueOrDefault(PortHeader), CultureInfo.InvariantCulture, out var port) || port == 0
            || (!isData && stream.Headers.GetValueOrDefault(TypeHeader) != "error"))
        {
            await stream.ResetAsync(SpdyResetReason.ProtocolError, cancellationToken);
            return null;
        }
        // Old clients say nothing of pairs; they open both streams of a connection one after the other, that of errors first.
        var id = stream.Headers.GetValueOrDefault(RequestHeader) ?? (isData ? stream.Id - 2 : stream.Id).ToString(CultureInfo.InvariantCulture);
        var pair = _waiting.GetValueOrDefault(id) ?? new Pair(port, time.GetTimestamp());
        if ((isData ? pair.Data : pair.Error) is not null)
        {
            await stream.ResetAsync(SpdyResetReason.ProtocolError, cancellationToken);
            return null;
        }
        await stream.AcceptAsync(cancellationToken);
        pair = isData ? pair with { Data = stream } : pair with { Error = stream };
        if (pair is { Data: not null, Error: not null })
            _waiting.Remove(id);
        else
            _waiting[id] = pair;
        return pair;
    }

    /// <summary>Forgets streams whose other half has not come in time.</summary>
    private void DropLate()
    {
        foreach (var (id, pair) in _waiting.Where(pair => time.GetElapsedTime(pair.Value.Since) > PairLimit).ToList())
        {
            _waiting.Remove(id);
            pair.Drop();
        }
    }

    /// <summary>Two streams that belong together, or one that waits for the other.</summary>
    private sealed record Pair(int Port, long Since)
    {
        public SpdyStream? Data { get; init; }

        public SpdyStream? Error { get; init; }

        public void Drop()
        {
            var late = new IOException("timed out waiting for streams");
            Data?.Break(late);
            Error?.Break(late);
        }
    }
}
