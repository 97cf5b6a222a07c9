using System.Buffers.Binary;
using System.Net.WebSockets;
using Krewe.Model.Core;
using Krewe.Protocol.Streams;

namespace Krewe.Gateway.Streams;

/// <summary>Connections with the ports of a pod: each is a channel of its own on the link with the pod's agent.</summary>
internal sealed class PodPorts : IAsyncDisposable
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    private readonly Pod _pod;
    private readonly WebSocket _agent;
    private readonly IdlePipe _pipe;
    private readonly CancellationTokenRegistration _whenIdle;
    private readonly StreamLink _link;
    private readonly CancellationTokenSource _hangUp = new();
    private readonly Task _reading;
    private int _newest;

    /// <summary>Uses an agent's connection.</summary>
    public PodPorts(Pod pod, WebSocket agent, TimeSpan idleTimeout, TimeProvider time)
    {
        (_pod, _agent) = (pod, agent);
        _pipe = new IdlePipe(new WebSocketPipe(agent), idleTimeout, time);
        _link = new StreamLink(_pipe);
        _whenIdle = _pipe.Idle.Register(_hangUp.Cancel);
        _reading = _link.RunAsync(_hangUp.Token);
    }

    /// <summary>Completes when the agent has gone; nothing can be forwarded any more.</summary>
    public Task Gone => _reading;

    /// <summary>Carries one connection until the pod has ended its side; then both of the client's streams are ended. Never throws for what either side does.</summary>
    /// <param name="data">The client's stream of bytes.</param>
    /// <param name="error">Takes what went wrong, as text.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    public async Task ForwardAsync(IByteChannel data, IByteChannel error, int port, CancellationToken cancellationToken)
    {
        await Task.Yield();
        string? failure = null;
        try
        {
            failure = await CarryAsync(await OpenAsync(port, cancellationToken), data, cancellationToken);
        }
        catch (IOException e)
        {
            failure = e.Message;
        }
        catch (OperationCanceledException)
        {
            return;
        }
        try
        {
            if (failure is not null)
                await error.WriteAsync(System.Text.Encoding.UTF8.GetBytes(
                    $"error forwarding port {port} to pod {_pod.Metadata.Name}, uid {_pod.Metadata.Uid}: {failure}"), cancellationToken);
            await data.EndAsync(cancellationToken);
            await error.EndAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client has gone.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _whenIdle.DisposeAsync();
        try
        {
            await _agent.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _hangUp.Token).WaitAsync(CloseLimit);
        }
        catch (Exception e) when (e is WebSocketException or TimeoutException or InvalidOperationException or OperationCanceledException)
        {
            // The agent has gone in this moment.
        }
        _hangUp.CancelAfter(CloseLimit);
        await _reading;
        _link.Dispose();
        _pipe.Dispose();
        _hangUp.Dispose();
    }

    private Task<LinkChannel> OpenAsync(int port, CancellationToken cancellationToken)
    {
        var purpose = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(purpose, (ushort)port);
        return _link.OpenAsync(Interlocked.Increment(ref _newest), purpose, cancellationToken);
    }

    /// <summary>Carries both ways; says what went wrong at the pod's side, or null.</summary>
    private static async Task<string?> CarryAsync(LinkChannel channel, IByteChannel data, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var there = data.CopyAsync(channel, over.Token);
        var back = channel.CopyAsync(data, over.Token);
        // When the pod's side has ended there is nothing left to wait for; when the client's has, the pod may still answer.
        if (await Task.WhenAny(there, back) == there && there.IsFaulted && !back.IsCompleted)
        {
            await channel.ResetAsync("the client has gone", cancellationToken);
            await ((Task)back).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return null;
        }
        await ((Task)back).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await over.CancelAsync();
        await ((Task)there).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (back.IsFaulted)
        {
            await channel.ResetAsync("the client has gone", cancellationToken);
            return back.Exception.InnerException!.Message;
        }
        // The client may not have ended its side, and its bytes have nowhere to go.
        await channel.EndAsync(cancellationToken);
        return null;
    }
}
