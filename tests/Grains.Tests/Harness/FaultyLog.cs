using Krewe.Storage;
using Krewe.Storage.Memory;

namespace Krewe.Grains.Tests.Harness;

/// <summary>A log whose commits take virtual time and fail when a test wants them to. What it holds outlives the silos on it.</summary>
internal sealed class FaultyLog(TimeProvider time) : IObjectLog
{
    private readonly MemoryObjectLog _inner = new();

    public static readonly TimeSpan CommitTime = TimeSpan.FromMilliseconds(2);

    /// <summary>Every batch that became durable.</summary>
    public List<CommitBatch> Batches { get; } = [];

    /// <summary>The next commit of this collection takes so much longer.</summary>
    public (string Collection, TimeSpan By)? Delay { get; set; }

    /// <summary>The next commit of this collection fails before anything is written.</summary>
    public string? FailBefore { get; set; }

    /// <summary>The next commit of this collection is written, and its answer is lost.</summary>
    public string? FailAfter { get; set; }

    public Task<CollectionState> LoadAsync(string collection, CancellationToken cancellationToken) => _inner.LoadAsync(collection, cancellationToken);

    public async Task<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken)
    {
        await Task.Delay(CommitTime, time, cancellationToken);
        if (Delay is { } delay && delay.Collection == batch.Collection)
        {
            Delay = null;
            await Task.Delay(delay.By, time, cancellationToken);
        }
        if (FailBefore == batch.Collection)
        {
            FailBefore = null;
            throw new ObjectLogException(ObjectLogFailure.InputOutput, "the disk is away");
        }
        var result = await _inner.CommitAsync(batch, cancellationToken);
        if (result is CommitResult.Committed)
            Batches.Add(batch);
        if (FailAfter == batch.Collection)
        {
            FailAfter = null;
            throw new ObjectLogException(ObjectLogFailure.InputOutput, "the answer is lost");
        }
        return result;
    }

    public Task<HistoryResult> ReadHistoryAsync(string collection, long afterRevision, int limit, CancellationToken cancellationToken) =>
        _inner.ReadHistoryAsync(collection, afterRevision, limit, cancellationToken);

    public Task CompactAsync(string collection, long upToRevision, CancellationToken cancellationToken) =>
        _inner.CompactAsync(collection, upToRevision, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
