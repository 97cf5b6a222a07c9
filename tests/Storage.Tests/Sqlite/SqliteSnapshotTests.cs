using Krewe.Storage.Snapshots;
using Krewe.Storage.Sqlite;
using Krewe.Storage.Tests.Conformance;

namespace Krewe.Storage.Tests.Sqlite;

public sealed class SqliteSnapshotTests : SnapshotConformance
{
    protected override ISnapshotTestStore CreateStore() => new Store();

    private sealed class Store : ISnapshotTestStore
    {
        private readonly SqliteStore _store = new();
        private SqliteObjectLog? _log;

        public async Task<IObjectLog> LogAsync() => await OpenAsync();

        public async Task<ISnapshotStore> SnapshotsAsync() => await OpenAsync();

        public async ValueTask DisposeAsync()
        {
            if (_log is not null)
                await _log.DisposeAsync();
            await _store.DisposeAsync();
        }

        private async Task<SqliteObjectLog> OpenAsync() => _log ??= (SqliteObjectLog)await _store.OpenAsync();
    }
}
