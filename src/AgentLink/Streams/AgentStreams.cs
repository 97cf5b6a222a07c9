using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Security.Cryptography;
using Krewe.Protocol;
using Microsoft.AspNetCore.Http;

namespace Krewe.AgentLink.Streams;

/// <summary>
/// <c>/agent/v1/streams/ID</c>: streams between a client's request and a container. The gateway expects a stream, has the node's grain
/// ask the agent for it, and the agent dials in with the stream's unguessable id, which works once and only for the node it was meant for.
/// </summary>
public sealed class AgentStreams(AgentLinkOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ExpectedStream> _expected = new(StringComparer.Ordinal);

    /// <summary>Streams that are expected or open.</summary>
    public int Count => _expected.Count;

    /// <summary>Makes a new stream known. Dispose it when the request is done.</summary>
    public ExpectedStream Expect(string nodeName)
    {
        var stream = new ExpectedStream(RandomNumberGenerator.GetHexString(32, lowercase: true), nodeName, options.StreamDialTimeout, time, Forget);
        _expected[stream.Id] = stream;
        return stream;
    }

    /// <summary>Passes on that the agent cannot open a stream.</summary>
    public void Refuse(string nodeName, StreamRefused refusal)
    {
        if (_expected.TryGetValue(refusal.StreamId, out var stream) && stream.NodeName == nodeName)
            stream.Refuse(refusal);
    }

    /// <summary>Serves the agent's end until the gateway's end is done with it. False when nobody expects this stream.</summary>
    public async Task<bool> TryServeAsync(HttpContext context, string nodeName, string streamId)
    {
        if (!_expected.TryGetValue(streamId, out var stream) || stream.NodeName != nodeName || !stream.Claim())
            return false;
        using var socket = await context.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { KeepAliveInterval = options.KeepAlive, KeepAliveTimeout = options.KeepAlive });
        await stream.ServeAsync(socket, context.RequestAborted);
        return true;
    }

    private void Forget(ExpectedStream stream) => _expected.TryRemove(stream.Id, out _);
}

/// <summary>One stream between its announcement and its end.</summary>
public sealed class ExpectedStream : IDisposable
{
    private readonly TaskCompletionSource<StreamOpening> _opening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeSpan _dialTimeout;
    private readonly TimeProvider _time;
    private readonly Action<ExpectedStream> _forget;
    private int _claimed;

    internal ExpectedStream(string id, string nodeName, TimeSpan dialTimeout, TimeProvider time, Action<ExpectedStream> forget)
    {
        Id = id;
        NodeName = nodeName;
        _dialTimeout = dialTimeout;
        _time = time;
        _forget = forget;
    }

    /// <summary>Its id, for <see cref="OpenStream.StreamId"/>.</summary>
    public string Id { get; }

    /// <summary>The node whose agent may open it.</summary>
    public string NodeName { get; }

    /// <summary>Waits until the agent has dialled in or refused, or time is up.</summary>
    public async Task<StreamOpening> OpenedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _opening.Task.WaitAsync(_dialTimeout, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return new StreamOpening.Silent();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _forget(this);
        _done.TrySetResult();
    }

    internal bool Claim() => Interlocked.Exchange(ref _claimed, 1) == 0;

    internal void Refuse(StreamRefused refusal) => _opening.TrySetResult(new StreamOpening.Refused(refusal.Why, refusal.NotFound));

    internal async Task ServeAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        _opening.TrySetResult(new StreamOpening.Opened(socket));
        await _done.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

/// <summary>What became of the wish for a stream.</summary>
public abstract record StreamOpening
{
    private StreamOpening() { }

    /// <summary>The agent is on the line.</summary>
    public sealed record Opened(WebSocket Socket) : StreamOpening;

    /// <summary>The agent cannot serve it.</summary>
    public sealed record Refused(string Why, bool NotFound) : StreamOpening;

    /// <summary>The agent has not dialled in.</summary>
    public sealed record Silent : StreamOpening;
}
