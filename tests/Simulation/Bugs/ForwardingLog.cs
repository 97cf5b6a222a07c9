using Krewe.Storage;

namespace Krewe.Simulation.Bugs;

/// <summary>A log that passes everything on; defects change some of it.</summary>
internal abstract class ForwardingLog(IObjectLog inner) : IObjectLog
{
    protected IObjectLog Inner => inner;

    public virtual Task<CollectionState> LoadAsync(string collection, CancellationToken cancellationToken) => inner.LoadAsync(collection, cancellationToken);

    public virtual Task<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken) => inner.CommitAsync(batch, cancellationToken);

    public virtual Task<HistoryResult> ReadHistoryAsync(string collection, long afterRevision, HistoryLimit limit, CancellationToken cancellationToken) =>
        inner.ReadHistoryAsync(collection, afterRevision, limit, cancellationToken);

    public virtual Task CompactAsync(string collection, long upToRevision, CancellationToken cancellationToken) =>
        inner.CompactAsync(collection, upToRevision, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
