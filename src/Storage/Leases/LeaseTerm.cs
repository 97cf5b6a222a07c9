namespace Krewe.Storage.Leases;

/// <summary>
/// The time during which a silo is the active one, from a grant until it is lost. It ends by the silo's own clock before it ends
/// by the store's, because it is counted from before the store was asked, and by <see cref="LeaseTiming.Margin"/> less.
/// </summary>
public sealed class LeaseTerm
{
    private readonly ILeaseStore _store;
    private readonly LeaseTiming _timing;
    private readonly ILeaseObserver _observer;
    private readonly TimeProvider _time;
    private long _renewed;
    private volatile bool _over;

    internal LeaseTerm(ILeaseStore store, long epoch, long asked, LeaseTiming timing, ILeaseObserver observer, TimeProvider time)
    {
        (_store, Epoch, _renewed, _timing, _observer, _time) = (store, epoch, asked, timing, observer, time);
    }

    /// <summary>The epoch of the grant.</summary>
    public long Epoch { get; }

    /// <summary>
    /// True while nobody else can have taken over, so that what this silo has in memory is the newest there is. It turns false by itself
    /// as time passes, also in a process that was paused; ask it whenever something is to be answered from memory.
    /// </summary>
    public bool Holds => !_over && Left > TimeSpan.Zero;

    private TimeSpan Left => _timing.Duration - _timing.Margin - _time.GetElapsedTime(Volatile.Read(ref _renewed));

    /// <summary>Renews the lease until it is lost, and tells how; from then on <see cref="Holds"/> is false for good.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the lease lasts until it ends or is given back.</exception>
    public async Task<TermEnd> KeepAsync(CancellationToken cancellationToken)
    {
        var pause = _timing.RenewEvery;
        while (true)
        {
            await Task.Delay(pause, _time, cancellationToken);
            if (Left is var left && left <= TimeSpan.Zero)
                return End(TermEnd.Lapsed);
            using var deadline = new CancellationTokenSource(left, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            var asked = _time.GetTimestamp();
            try
            {
                if (await _store.RenewAsync(Epoch, _timing.Duration, either.Token) is LeaseResult.Refused)
                    return End(TermEnd.Taken);
                Volatile.Write(ref _renewed, asked);
                pause = _timing.RenewEvery;
            }
            catch (ObjectLogException failure)
            {
                _observer.Away(failure);
                pause = _timing.LookEvery;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return End(TermEnd.Lapsed);
            }
        }
    }

    /// <summary>Gives the lease back. Nothing may be written any more when this is called.</summary>
    /// <exception cref="ObjectLogException">The store did not answer; the lease ends by itself.</exception>
    public Task ReleaseAsync(CancellationToken cancellationToken)
    {
        _over = true;
        return _store.ReleaseAsync(Epoch, cancellationToken);
    }

    private TermEnd End(TermEnd end)
    {
        _over = true;
        return end;
    }
}

/// <summary>How a silo ceased to be the active one.</summary>
public enum TermEnd
{
    /// <summary>It could not renew in time. Perhaps nobody has taken over yet.</summary>
    Lapsed,

    /// <summary>Another silo has taken over, or the lease was given back.</summary>
    Taken,
}
