using Krewe.Storage.Leases;
using Krewe.Storage.Snapshots;
using Krewe.Storage.Tests.Conformance;

namespace Krewe.Storage.Tests.Postgres;

public sealed class PostgresSnapshotTests : SnapshotConformance
{
    [Fact]
    public async Task A_store_that_a_control_plane_uses_is_left_alone()
    {
        await using var store = new PostgresTestStore();
        var open = await store.OpenStoreAsync();
        var silo = new LeaseHolder("silo", new Uri("https://192.0.2.1:6443"));
        var granted = (await open.AcquireAsync(silo, TimeSpan.FromHours(1), CancellationToken.None)).ShouldBeOfType<LeaseResult.Granted>();

        var failure = await Should.ThrowAsync<ObjectLogException>(() => open.RestoreSnapshotAsync(AsyncEnumerable.Empty<SnapshotEntry>(), CancellationToken.None));

        failure.Failure.ShouldBe(ObjectLogFailure.InUse);
        await open.ReleaseAsync(granted.Epoch, CancellationToken.None);
        await open.RestoreSnapshotAsync(AsyncEnumerable.Empty<SnapshotEntry>(), CancellationToken.None);
    }

    protected override ISnapshotTestStore CreateStore() => new Store();

    private sealed class Store : ISnapshotTestStore
    {
        private readonly PostgresTestStore _store = new();

        public Task<IObjectLog> LogAsync() => _store.OpenAsync();

        public async Task<ISnapshotStore> SnapshotsAsync() => await _store.OpenStoreAsync();

        public ValueTask DisposeAsync() => _store.DisposeAsync();
    }
}
