using System.Collections.ObjectModel;
using Krewe.Storage.Snapshots;

namespace Krewe.Storage.Postgres;

/// <summary>The object log for the holder of one epoch.</summary>
internal sealed class PostgresObjectLog(Server server, LogReader reader, long epoch) : IObjectLog, ISnapshotStore
{
    private readonly LogWriter _writer = new(server, epoch);
    private volatile bool _closed;

    public Task<CollectionState> LoadAsync(string collection, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(collection);
        ObjectDisposedException.ThrowIf(_closed, this);
        return reader.LoadAsync(collection, cancellationToken);
    }

    public async Task<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken)
    {
        batch.Validate();
        var request = new CommitRequest(batch);
        await _writer.AddAsync(request, cancellationToken);
        return await request.WaitAsync(cancellationToken);
    }

    public Task<HistoryResult> ReadHistoryAsync(string collection, long afterRevision, HistoryLimit limit, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(collection);
        ArgumentOutOfRangeException.ThrowIfNegative(afterRevision);
        limit.Validate();
        ObjectDisposedException.ThrowIf(_closed, this);
        return reader.ReadHistoryAsync(collection, afterRevision, limit, cancellationToken);
    }

    public async Task CompactAsync(string collection, long upToRevision, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(collection);
        var request = new CompactRequest(collection, upToRevision);
        await _writer.AddAsync(request, cancellationToken);
        if (await request.WaitAsync(cancellationToken) is not { } revision)
            throw server.Failure(ObjectLogFailure.Fenced, $"another silo has taken over: epoch {epoch} is spent.");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(upToRevision, revision);
    }

    public IAsyncEnumerable<SnapshotEntry> ReadSnapshotAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        return new SnapshotReader(server).ReadAsync(cancellationToken);
    }

    public Task RestoreSnapshotAsync(IAsyncEnumerable<SnapshotEntry> entries, CancellationToken cancellationToken) =>
        new SnapshotWriter(server).WriteAsync(entries, ReadOnlyDictionary<string, string>.Empty, cancellationToken);

    public ValueTask DisposeAsync()
    {
        _closed = true;
        return _writer.DisposeAsync();
    }
}
