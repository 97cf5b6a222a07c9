using Krewe.Storage.Memory;
using Krewe.Storage.Snapshots;
using Krewe.Storage.Tests.Conformance;

namespace Krewe.Storage.Tests.Memory;

public sealed class MemorySnapshotTests : SnapshotConformance
{
    protected override ISnapshotTestStore CreateStore() => new Store();

    private sealed class Store : ISnapshotTestStore
    {
        private readonly MemoryObjectLog _log = new();

        public Task<IObjectLog> LogAsync() => Task.FromResult<IObjectLog>(_log);

        public Task<ISnapshotStore> SnapshotsAsync() => Task.FromResult<ISnapshotStore>(_log);

        public ValueTask DisposeAsync() => _log.DisposeAsync();
    }
}
