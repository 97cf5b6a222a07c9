using Krewe.Storage;
using Krewe.Storage.Leases;
using Krewe.Storage.Snapshots;

namespace Krewe.SiloHost.Engines;

/// <summary>The object log under the cluster's epoch, which may change while the cluster lives: see <see cref="ClusterLease"/>.</summary>
internal sealed class ClusterLog(ISharedStore store, ClusterLease lease, long epoch) : IObjectLog, ISnapshotStore
{
    private readonly Lock _gate = new();
    private readonly List<IObjectLog> _spent = [];
    private (long Epoch, IObjectLog Log) _current = (epoch, store.OpenLog(epoch));

    public Task<CollectionState> LoadAsync(string collection, CancellationToken cancellationToken) => Current().Log.LoadAsync(collection, cancellationToken);

    public async Task<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken)
    {
        while (true)
        {
            var used = Current();
            // A fenced commit has changed nothing, so it may be made again under the newer epoch.
            var result = await used.Log.CommitAsync(batch, cancellationToken);
            if (result is not CommitResult.Fenced || !await AdvanceAsync(used.Epoch, cancellationToken))
                return result;
        }
    }

    public Task<HistoryResult> ReadHistoryAsync(string collection, long afterRevision, HistoryLimit limit, CancellationToken cancellationToken) =>
        Current().Log.ReadHistoryAsync(collection, afterRevision, limit, cancellationToken);

    public Task CompactAsync(string collection, long upToRevision, CancellationToken cancellationToken) =>
        Current().Log.CompactAsync(collection, upToRevision, cancellationToken);

    public IAsyncEnumerable<SnapshotEntry> ReadSnapshotAsync(CancellationToken cancellationToken) => Snapshots.ReadSnapshotAsync(cancellationToken);

    public Task RestoreSnapshotAsync(IAsyncEnumerable<SnapshotEntry> entries, CancellationToken cancellationToken) =>
        Snapshots.RestoreSnapshotAsync(entries, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Current().Log.DisposeAsync();
        foreach (var log in _spent)
            await log.DisposeAsync();
    }

    private ISnapshotStore Snapshots => (ISnapshotStore)store;

    private (long Epoch, IObjectLog Log) Current()
    {
        lock (_gate)
            return _current;
    }

    /// <summary>Goes on to the cluster's newer epoch; false where the cluster has none, because another silo has taken over.</summary>
    private async Task<bool> AdvanceAsync(long spent, CancellationToken cancellationToken)
    {
        if (await lease.FindAsync(cancellationToken) is not { } newer || newer == spent)
            return false;
        lock (_gate)
        {
            if (_current.Epoch < newer)
            {
                _spent.Add(_current.Log);
                _current = (newer, store.OpenLog(newer));
            }
        }
        return true;
    }
}
