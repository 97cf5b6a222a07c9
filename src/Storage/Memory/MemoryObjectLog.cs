namespace Krewe.Storage.Memory;

/// <summary>
/// The object log in memory, for simulation and tests. Every call completes before it returns, without a thread or a timer of its own,
/// so runs on a deterministic scheduler are deterministic.
/// </summary>
/// <remarks>
/// State lives as long as the instance. Disposing it ends nothing: a simulated process that stops and starts again
/// finds in the same instance what a real one would find on disk.
/// </remarks>
public sealed class MemoryObjectLog : IObjectLog
{
    private readonly MemoryState _state;
    private readonly long? _epoch;

    /// <summary>An empty log of its own, which nobody else writes to.</summary>
    public MemoryObjectLog() : this(new MemoryState(), epoch: null) { }

    internal MemoryObjectLog(MemoryState state, long? epoch) => (_state, _epoch) = (state, epoch);

    /// <inheritdoc/>
    public Task<CollectionState> LoadAsync(string collection, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(collection);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_state.Gate)
            return Task.FromResult(_state.Find(collection).Load());
    }

    /// <inheritdoc/>
    public Task<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken)
    {
        batch.Validate();
        cancellationToken.ThrowIfCancellationRequested();
        lock (_state.Gate)
            return Task.FromResult(IsFenced ? new CommitResult.Fenced() : _state.Find(batch.Collection).Commit(batch));
    }

    /// <inheritdoc/>
    public Task<HistoryResult> ReadHistoryAsync(string collection, long afterRevision, int limit, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(collection);
        ArgumentOutOfRangeException.ThrowIfNegative(afterRevision);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_state.Gate)
            return Task.FromResult(_state.Find(collection).ReadHistory(afterRevision, limit));
    }

    /// <inheritdoc/>
    public Task CompactAsync(string collection, long upToRevision, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(collection);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_state.Gate)
        {
            if (IsFenced)
                throw new ObjectLogException(ObjectLogFailure.Fenced, $"Another silo has taken over: epoch {_epoch} is spent.");
            _state.Find(collection).Compact(upToRevision);
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private bool IsFenced => _epoch is { } epoch && !_state.Lease.IsHeldUnder(epoch);
}
