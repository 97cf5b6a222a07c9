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
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MemoryCollection> _collections = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<CollectionState> LoadAsync(string collection, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(collection);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            return Task.FromResult(_collections.TryGetValue(collection, out var found) ? found.Load() : CollectionState.Empty);
    }

    /// <inheritdoc/>
    public Task<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken)
    {
        batch.Validate();
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            return Task.FromResult(Find(batch.Collection).Commit(batch));
    }

    /// <inheritdoc/>
    public Task<HistoryResult> ReadHistoryAsync(string collection, long afterRevision, int limit, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(collection);
        ArgumentOutOfRangeException.ThrowIfNegative(afterRevision);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            return Task.FromResult(Find(collection).ReadHistory(afterRevision, limit));
    }

    /// <inheritdoc/>
    public Task CompactAsync(string collection, long upToRevision, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(collection);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            Find(collection).Compact(upToRevision);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private MemoryCollection Find(string collection)
    {
        if (!_collections.TryGetValue(collection, out var found))
            _collections.Add(collection, found = new MemoryCollection());
        return found;
    }
}
