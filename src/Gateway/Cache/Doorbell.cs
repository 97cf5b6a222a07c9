using System.Threading.Tasks.Sources;

namespace Krewe.Gateway.Cache;

/// <summary>
/// Wakes one waiter. Rings while nobody waits, or before the waiter has looked, are one ring. Waiting allocates nothing: with many watches a
/// bell is waited for some ten thousand times a second.
/// </summary>
internal sealed class Doorbell : IValueTaskSource
{
    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<bool> _ring = new() { RunContinuationsAsynchronously = true };
    private bool _isRung;
    private bool _isAwaited;

    /// <summary>Rings.</summary>
    public void Ring()
    {
        lock (_gate)
        {
            if (!_isAwaited)
            {
                _isRung = true;
                return;
            }
            _isAwaited = false;
            _ring.SetResult(true);
        }
    }

    /// <summary>The next ring, or one that nobody has taken yet. To be awaited at once, by one waiter.</summary>
    public ValueTask NextAsync()
    {
        lock (_gate)
        {
            if (_isRung)
            {
                _isRung = false;
                return ValueTask.CompletedTask;
            }
            // Only here may it be made ready for the next ring: a ring that has woken its waiter may not have ended yet.
            _ring.Reset();
            _isAwaited = true;
            return new ValueTask(this, _ring.Version);
        }
    }

    /// <summary>Waits for a ring and takes it, or gives up.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        using var ending = RingAtEnd(cancellationToken);
        await NextAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Rings when a token is cancelled, until the result is disposed: for who waits many times under one token.</summary>
    public CancellationTokenRegistration RingAtEnd(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static bell => ((Doorbell)bell!).Ring(), this);

    void IValueTaskSource.GetResult(short token) => _ring.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _ring.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _ring.OnCompleted(continuation, state, token, flags);
}
