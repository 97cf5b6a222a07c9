using Krewe.Protocol.Streams;

namespace Krewe.Gateway.Streams;

/// <summary>
/// A pipe that notices when nothing has gone through it for a time: neither side of a stream has said anything. Kubernetes has the same limit
/// (<c>streamingConnectionIdleTimeout</c>), for what is forgotten would stay open for good.
/// </summary>
internal sealed class IdlePipe : IMessagePipe, IDisposable
{
    private readonly IMessagePipe _inner;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _idle = new();
    private readonly ITimer _alarm;
    private long _lastUse;

    /// <summary>Watches a pipe from now on.</summary>
    public IdlePipe(IMessagePipe inner, TimeSpan limit, TimeProvider time)
    {
        (_inner, _limit, _time, _lastUse) = (inner, limit, time, time.GetTimestamp());
        _alarm = time.CreateTimer(_ => Look(), null, limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled once the pipe has been idle for the limit.</summary>
    public CancellationToken Idle => _idle.Token;

    /// <inheritdoc/>
    public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _lastUse, _time.GetTimestamp());
        return _inner.SendAsync(message, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<int?> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var length = await _inner.ReceiveAsync(buffer, cancellationToken);
        Volatile.Write(ref _lastUse, _time.GetTimestamp());
        return length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _alarm.Dispose();
        _idle.Dispose();
    }

    private void Look()
    {
        var rest = _limit - _time.GetElapsedTime(Volatile.Read(ref _lastUse));
        try
        {
            if (rest > TimeSpan.Zero)
                _alarm.Change(rest, Timeout.InfiniteTimeSpan);
            else
                _idle.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The stream has ended while this was on its way.
        }
    }
}
