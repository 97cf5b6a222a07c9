using Krewe.Storage;
using Krewe.Storage.Memory;

namespace Krewe.Grains.Tests.Harness;

/// <summary>A log whose commits take virtual time and fail when a test wants them to. What it holds outlives the silos on it.</summary>
internal sealed class FaultyLog(TimeProvider time) : IObjectLog
{
    private readonly MemoryObjectLog _inner = new();
    private readonly Lock _lock = new();
    private readonly List<CommitBatch> _batches = [];

    public static readonly TimeSpan CommitTime = TimeSpan.FromMilliseconds(2);

    /// <summary>Every batch that became durable.</summary>
    public IReadOnlyList<CommitBatch> Batches => _batches;

    /// <summary>The next commit of this collection takes so much longer.</summary>
    public (string Collection, TimeSpan By)? Delay { get; set; }

    /// <summary>The next commit of this collection fails before anything is written.</summary>
    public string? FailBefore { get; set; }

    /// <summary>The next commit of this collection is written, and its answer is lost.</summary>
    public string? FailAfter { get; set; }

    public Task<CollectionState> LoadAsync(string collection, CancellationToken cancellationToken) => _inner.LoadAsync(collection, cancellationToken);

    public Task<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken) => CommitAsync(batch, time, cancellationToken);

    public Task<HistoryResult> ReadHistoryAsync(string collection, long afterRevision, HistoryLimit limit, CancellationToken cancellationToken) =>
        _inner.ReadHistoryAsync(collection, afterRevision, limit, cancellationToken);

    public Task CompactAsync(string collection, long upToRevision, CancellationToken cancellationToken) =>
        _inner.CompactAsync(collection, upToRevision, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The log as one silo has it: when that silo's clock stands still for good, what is on its way is never written.</summary>
    public IObjectLog SeenBy(TimeProvider clock) => new View(this, clock);

    private async Task<CommitResult> CommitAsync(CommitBatch batch, TimeProvider clock, CancellationToken cancellationToken)
    {
        await Task.Delay(CommitTime, clock, cancellationToken);
        if (Delay is { } delay && delay.Collection == batch.Collection)
        {
            Delay = null;
            await Task.Delay(delay.By, clock, cancellationToken);
        }
        if (FailBefore == batch.Collection)
        {
            FailBefore = null;
            throw new ObjectLogException(ObjectLogFailure.InputOutput, "the disk is away");
        }
        var result = await _inner.CommitAsync(batch, cancellationToken);
        if (result is CommitResult.Committed)
            Add(batch);
        if (FailAfter == batch.Collection)
        {
            FailAfter = null;
            throw new ObjectLogException(ObjectLogFailure.InputOutput, "the answer is lost");
        }
        return result;
    }

    // Collections commit side by side where turns do.
    private void Add(CommitBatch batch)
    {
        lock (_lock)
            _batches.Add(batch);
    }

    private sealed class View(FaultyLog log, TimeProvider clock) : IObjectLog
    {
        public Task<CollectionState> LoadAsync(string collection, CancellationToken cancellationToken) => log.LoadAsync(collection, cancellationToken);

        public Task<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken) => log.CommitAsync(batch, clock, cancellationToken);

        public Task<HistoryResult> ReadHistoryAsync(string collection, long afterRevision, HistoryLimit limit, CancellationToken cancellationToken) =>
            log.ReadHistoryAsync(collection, afterRevision, limit, cancellationToken);

        public Task CompactAsync(string collection, long upToRevision, CancellationToken cancellationToken) =>
            log.CompactAsync(collection, upToRevision, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
