using Krewe.Storage.Leases;

namespace Krewe.Storage.Memory;

/// <summary>
/// A store in memory that several silos of one process share, for simulation and tests. Like <see cref="MemoryObjectLog"/> it completes every
/// call before it returns, and disposing ends nothing.
/// </summary>
/// <param name="time">The store's clock, which leases end by.</param>
public sealed class MemorySharedStore(TimeProvider time) : ISharedStore
{
    private readonly MemoryState _state = new();

    /// <inheritdoc/>
    public Task<LeaseResult> AcquireAsync(LeaseHolder candidate, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_state.Gate)
        {
            var now = time.GetUtcNow();
            if (!_state.Lease.MayBeTakenBy(candidate, now))
                return Task.FromResult<LeaseResult>(new LeaseResult.Refused(_state.Lease));
            _state.Lease = _state.Lease.TakenBy(candidate, now, duration);
            return Task.FromResult<LeaseResult>(new LeaseResult.Granted(_state.Lease.Epoch));
        }
    }

    /// <inheritdoc/>
    public Task<LeaseResult> RenewAsync(long epoch, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_state.Gate)
        {
            if (!_state.Lease.IsHeldUnder(epoch))
                return Task.FromResult<LeaseResult>(new LeaseResult.Refused(_state.Lease));
            _state.Lease = _state.Lease.RenewedUntil(time.GetUtcNow() + duration);
            return Task.FromResult<LeaseResult>(new LeaseResult.Granted(epoch));
        }
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(long epoch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_state.Gate)
        {
            if (_state.Lease.IsHeldUnder(epoch))
                _state.Lease = _state.Lease.Released();
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<Lease> ReadLeaseAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_state.Gate)
            return Task.FromResult(_state.Lease);
    }

    /// <inheritdoc/>
    public IObjectLog OpenLog(long epoch) => new MemoryObjectLog(_state, epoch);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
