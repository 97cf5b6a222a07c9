using System.Net.WebSockets;
using Krewe.AgentLink.Streams;
using Krewe.Grains.Nodes;
using Krewe.Model.Kinds;
using Krewe.Protocol;
using Microsoft.Extensions.Logging;
using Orleans;

namespace Krewe.AgentLink.Sessions;

/// <summary>
/// One conversation with one agent: hello, then the agent's reports to the node's grain one after another (so that acknowledgements
/// are in order), and the grain's messages back through an <see cref="Outbox"/>.
/// </summary>
/// <remarks>
/// Whatever goes wrong ends the session with a reason that the agent logs; the agent dials again and nothing is lost, because it keeps
/// every report until it is acknowledged and gets the whole desired state at each start.
/// </remarks>
internal sealed partial class AgentSession(
    WebSocket socket, string nodeName, IGrainFactory grains, AgentStreams streams, AgentLinkOptions options, TimeProvider time, ILogger logger)
{
    private readonly MessageReader _reader = new(socket, AgentProtocol.LongestMessage);
    private readonly Outbox _outbox = new(options.OutboxLength);

    /// <summary>Runs until the connection ends; never throws for what the peer or the network does.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _outbox.Overflow);
        SessionEnd end;
        try
        {
            end = await ConverseAsync(ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            end = cancellationToken.IsCancellationRequested
                ? new SessionEnd(WebSocketCloseStatus.EndpointUnavailable, "the server stops")
                : new SessionEnd(WebSocketCloseStatus.PolicyViolation, "the agent takes its messages too slowly");
        }
        catch (WebSocketException e)
        {
            LogLost(nodeName, e.Message);
            return;
        }
        catch (Exception e)
        {
            // The node's grain could not do its part. The agent keeps what it has to say and dials again, so nothing is lost by closing.
            LogFailed(e, nodeName);
            end = new SessionEnd(WebSocketCloseStatus.InternalServerError, "the server cannot serve this session now");
        }
        await CloseAsync(end);
    }

    private async Task<SessionEnd> ConverseAsync(CancellationToken cancellationToken)
    {
        var greeting = await ReadHelloAsync(cancellationToken);
        if (greeting.Hello is not { } hello)
            return greeting.Refusal!;

        var node = grains.GetGrain<INodeGrain>(new ObjectId("nodes", new ObjectKey("", nodeName)).ToString());
        var observer = grains.CreateObjectReference<IAgentSession>(_outbox);
        try
        {
            return await node.Connect(hello, observer, cancellationToken) switch
            {
                ConnectOutcome.Accepted accepted => await ExchangeAsync(node, accepted.SessionId, cancellationToken),
                ConnectOutcome.Refused refused => new SessionEnd(WebSocketCloseStatus.PolicyViolation, refused.Why, Refused: true),
                var other => throw new InvalidOperationException($"Unknown outcome {other}"),
            };
        }
        finally
        {
            grains.DeleteObjectReference<IAgentSession>(observer);
        }
    }

    private async Task<SessionEnd> ExchangeAsync(INodeGrain node, string sessionId, CancellationToken cancellationToken)
    {
        LogOpened(nodeName, sessionId);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = SendAsync(ending.Token);
        var receiving = ReceiveAsync(node, sessionId, ending.Token);
        try
        {
            return await await Task.WhenAny(sending, receiving);
        }
        finally
        {
            await ending.CancelAsync();
            _outbox.Complete();
            await ((Task)Task.WhenAll(sending, receiving)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await node.Disconnect(sessionId);
            LogClosed(nodeName, sessionId);
        }
    }

    private async Task<(AgentHello? Hello, SessionEnd? Refusal)> ReadHelloAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.HelloTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        IncomingMessage first;
        try
        {
            first = await _reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (null, new SessionEnd(WebSocketCloseStatus.PolicyViolation, "no hello in time"));
        }
        var (message, end) = Decode(first);
        return message switch
        {
            null => (null, end),
            AgentHello hello when AgentProtocol.Negotiate(hello.Versions) is null => (null, new SessionEnd(WebSocketCloseStatus.PolicyViolation,
                $"the agent speaks protocol {string.Join(", ", hello.Versions)}, the server {string.Join(", ", AgentProtocol.Versions)}", Refused: true)),
            AgentHello hello when hello.NodeName != nodeName => (null, new SessionEnd(WebSocketCloseStatus.PolicyViolation,
                $"the certificate is that of node \"{nodeName}\", not of \"{hello.NodeName}\"", Refused: true)),
            AgentHello hello => (hello, null),
            _ => (null, new SessionEnd(WebSocketCloseStatus.PolicyViolation, "the first message must be a hello")),
        };
    }

    private async Task<SessionEnd> ReceiveAsync(INodeGrain node, string sessionId, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (message, end) = Decode(await _reader.ReadAsync(cancellationToken));
            if (message is null)
                return end!;
            // The request that waits for a stream is on this silo; the node's grain need not carry the refusal there.
            if (message is StreamRefused refusal)
                streams.Refuse(nodeName, refusal);
            switch (await StoreAsync(node, sessionId, message, cancellationToken))
            {
                case ReportOutcome.Taken:
                    _outbox.Post(new ReportTaken { Sequence = message.Sequence });
                    break;
                case ReportOutcome.Superseded:
                    return new SessionEnd(WebSocketCloseStatus.PolicyViolation, "a newer session of this node has taken over");
                default:
                    return new SessionEnd(WebSocketCloseStatus.InternalServerError, "reports cannot be stored now");
            }
        }
    }

    private async Task<ReportOutcome> StoreAsync(INodeGrain node, string sessionId, AgentMessage message, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await node.Report(sessionId, message, cancellationToken);
            if (outcome != ReportOutcome.Retry || attempt == options.ReportAttempts)
                return outcome;
            await Task.Delay(options.ReportRetryDelay, time, cancellationToken);
        }
    }

    private async Task<SessionEnd> SendAsync(CancellationToken cancellationToken)
    {
        await foreach (var message in _outbox.ReadAllAsync(cancellationToken))
        {
            await socket.SendAsync(ProtocolJson.Write(message), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            if (message is Goodbye goodbye)
                return new SessionEnd(WebSocketCloseStatus.NormalClosure, goodbye.Why);
        }
        return new SessionEnd(WebSocketCloseStatus.NormalClosure, "done");
    }

    private static (AgentMessage? Message, SessionEnd? End) Decode(IncomingMessage incoming) => incoming switch
    {
        IncomingMessage.Text text => ProtocolJson.TryRead<AgentMessage>(text.Utf8.Span, out var message, out var error)
            ? (message, null)
            : (null, new SessionEnd(WebSocketCloseStatus.InvalidPayloadData, error)),
        IncomingMessage.Unreadable unreadable => (null, new SessionEnd(unreadable.Status, unreadable.Why)),
        _ => (null, new SessionEnd(WebSocketCloseStatus.NormalClosure, "closed by the agent")),
    };

    private async Task CloseAsync(SessionEnd end)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);
        try
        {
            if (end.Refused && socket.State == WebSocketState.Open)
                await socket.SendAsync(ProtocolJson.Write(new Goodbye { Why = end.Why, Refused = true }), WebSocketMessageType.Text, true, timeout.Token);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(end.Status, end.CloseText, timeout.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            LogLost(nodeName, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Agent of node {Node} connected, session {Session}")]
    private partial void LogOpened(string node, string session);

    [LoggerMessage(Level = LogLevel.Information, Message = "Agent of node {Node} disconnected, session {Session}")]
    private partial void LogClosed(string node, string session);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session with the agent of node {Node} failed")]
    private partial void LogFailed(Exception exception, string node);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Connection with the agent of node {Node} broke: {Why}")]
    private partial void LogLost(string node, string why);
}
