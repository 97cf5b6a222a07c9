using Krewe.Storage.Snapshots;

namespace Krewe.Storage.Memory;

/// <summary>
/// The object log in memory, for simulation and tests. Every call completes before it returns, without a thread or a timer of its own,
/// so runs on a deterministic scheduler are deterministic.
/// </summary>
/// <remarks>
/// State lives as long as the instance. Disposing it ends nothing: a simulated process that stops and starts again
/// finds in the same instance what a real one would find on disk.
/// </remarks>
public sealed class MemoryObjectLog : IObjectLog, ISnapshotStore
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
    public Task<HistoryResult> ReadHistoryAsync(string collection, long afterRevision, HistoryLimit limit, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(collection);
        ArgumentOutOfRangeException.ThrowIfNegative(afterRevision);
        limit.Validate();
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
    public IAsyncEnumerable<SnapshotEntry> ReadSnapshotAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_state.Gate)
            return _state.Written.SelectMany(static pair => Entries(pair.Key, pair.Value.Load())).ToList().ToAsyncEnumerable();
    }

    /// <inheritdoc/>
    public async Task RestoreSnapshotAsync(IAsyncEnumerable<SnapshotEntry> entries, CancellationToken cancellationToken)
    {
        var collections = new List<(SnapshotEntry.Collection Begin, List<StoredObject> Objects)>();
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            if (entry is SnapshotEntry.Collection begin)
                collections.Add((begin, []));
            else if (entry is SnapshotEntry.Item item)
                collections[^1].Objects.Add(item.Stored);
        }
        lock (_state.Gate)
        {
            if (_state.Written.Any())
                throw new ObjectLogException(ObjectLogFailure.NotEmpty, "The store holds objects already; restore into an empty one.");
            foreach (var (begin, objects) in collections)
                _state.Add(begin.Name, new MemoryCollection(begin.Revision, objects));
        }
    }

    private static IEnumerable<SnapshotEntry> Entries(string name, CollectionState state) =>
        state.Objects.Select(static stored => (SnapshotEntry)new SnapshotEntry.Item(stored)).Prepend(new SnapshotEntry.Collection(name, state.Revision));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private bool IsFenced => _epoch is { } epoch && !_state.Lease.IsHeldUnder(epoch);
}
