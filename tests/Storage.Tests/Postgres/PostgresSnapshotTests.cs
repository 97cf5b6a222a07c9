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

    [Fact]
    public async Task Keys_are_restored_with_the_objects_or_not_at_all()
    {
        await using var store = new PostgresTestStore();
        var open = await store.OpenStoreAsync();
        var keys = new Dictionary<string, string> { ["join-token"] = "secret", ["pki/ca.crt"] = "certificate" };
        await Should.ThrowAsync<InvalidDataException>(() => open.RestoreAsync(Torn(), keys, CancellationToken.None));
        await open.RestoreAsync(AsyncEnumerable.Empty<SnapshotEntry>(), keys, CancellationToken.None);

        // Without an object the store still is somebody's.
        var failure = await Should.ThrowAsync<ObjectLogException>(() => open.RestoreAsync(AsyncEnumerable.Empty<SnapshotEntry>(), keys, CancellationToken.None));
        failure.Failure.ShouldBe(ObjectLogFailure.NotEmpty);
        await store.ExecuteAsync("DO $$ BEGIN ASSERT (SELECT string_agg(content, ',' ORDER BY name) FROM credential) = 'secret,certificate'; END $$");
    }

    private static async IAsyncEnumerable<SnapshotEntry> Torn()
    {
        yield return new SnapshotEntry.Collection("nodes", 5);
        await Task.Yield();
        throw new InvalidDataException("torn");
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
