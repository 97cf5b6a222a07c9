using Krewe.Storage.Snapshots;
using static Krewe.Storage.Tests.Conformance.Documents;

namespace Krewe.Storage.Tests.Conformance;

/// <summary>A place of its own for the state of one test.</summary>
public interface ISnapshotTestStore : IAsyncDisposable
{
    Task<IObjectLog> LogAsync();

    Task<ISnapshotStore> SnapshotsAsync();
}

/// <summary>What <see cref="ISnapshotStore"/> promises, as tests that every provider passes.</summary>
public abstract class SnapshotConformance
{
    private static CancellationToken None => CancellationToken.None;

    protected abstract ISnapshotTestStore CreateStore();

    [Fact]
    public async Task A_snapshot_restored_elsewhere_is_the_same_state()
    {
        await using var source = CreateStore();
        var log = await source.LogAsync();
        await Commit(log, "pods", 0, Put("a/1", "x"), Put("a/2", "y"), Put("a/1", "z"), Delete("a/2", "y"), Put("é/x", ""));
        await Commit(log, "nodes", 0, Put("/one", "n"));
        await Commit(log, "emptied", 0, Put("/one", "n"), Delete("/one", "n"));
        await log.CommitAsync(new CommitBatch("bytes", 0, [new ObjectChange("b/b", Enumerable.Range(0, 256).Select(i => (byte)i).ToArray(), false)]), None);

        await using var target = CreateStore();
        await (await target.SnapshotsAsync()).RestoreSnapshotAsync((await source.SnapshotsAsync()).ReadSnapshotAsync(None), None);

        var restored = await target.LogAsync();
        (await restored.LoadAsync("pods", None)).Describe().ShouldBe("5/5: a/1@3=z, é/x@5=");
        (await restored.LoadAsync("nodes", None)).Describe().ShouldBe("1/1: /one@1=n");
        (await restored.LoadAsync("emptied", None)).Describe().ShouldBe("2/2: ");
        (await restored.LoadAsync("bytes", None)).Objects.Single().Value.ToArray().ShouldBe(Enumerable.Range(0, 256).Select(i => (byte)i).ToArray());
    }

    [Fact]
    public async Task A_restored_collection_goes_on_from_its_revision_and_has_no_history_before_it()
    {
        await using var store = CreateStore();
        await (await store.SnapshotsAsync()).RestoreSnapshotAsync(
            Entries(new SnapshotEntry.Collection("pods", 1000), Item("a/1", 3, "x"), Item("a/2", 7, "y")), None);

        var log = await store.LogAsync();
        (await log.ReadHistoryAsync("pods", 999, 10, None)).Describe().ShouldBe("compacted 1000");
        (await log.CommitAsync(new CommitBatch("pods", 7, [Put("a/1", "no")]), None)).ShouldBe(new CommitResult.Conflict(1000));
        await Commit(log, "pods", 1000, Put("a/1", "z"), Delete("a/2", "y"));

        (await log.ReadHistoryAsync("pods", 1000, 10, None)).Describe().ShouldBe("1001 a/1=x>z, 1002 a/2=y>y!");
        await log.CompactAsync("pods", 1002, None);
        (await log.LoadAsync("pods", None)).Describe().ShouldBe("1002/1002: a/1@1001=z");
    }

    [Fact]
    public async Task A_snapshot_shows_one_moment_however_long_it_is_read()
    {
        await using var store = CreateStore();
        var log = await store.LogAsync();
        await Commit(log, "nodes", 0, Put("/one", "old"));
        await Commit(log, "pods", 0, [.. Enumerable.Range(0, 2000).Select(i => Put($"a/{i:d4}", "old"))]);

        await using var reading = (await store.SnapshotsAsync()).ReadSnapshotAsync(None).GetAsyncEnumerator();
        (await reading.MoveNextAsync()).ShouldBeTrue();
        await Commit(log, "pods", 2000, Put("a/1999", "new"), Delete("a/1998", "old"), Put("a/9999", "new"));
        await Commit(log, "nodes", 1, Put("/one", "new"));
        await Commit(log, "services", 0, Put("/new", "new"));

        List<SnapshotEntry> entries = [reading.Current];
        while (await reading.MoveNextAsync())
            entries.Add(reading.Current);
        entries.OfType<SnapshotEntry.Collection>().ShouldBe([new("nodes", 1), new("pods", 2000)]);
        entries.OfType<SnapshotEntry.Item>().Select(item => item.Stored.Value.AsText()).ShouldBe(Enumerable.Repeat("old", 2001));
    }

    [Fact]
    public async Task What_was_acknowledged_before_a_change_is_there_with_it()
    {
        await using var store = CreateStore();
        var log = await store.LogAsync();
        var snapshots = await store.SnapshotsAsync();
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            // A node, then a pod that is bound to it: never the pod without the node.
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await Commit(log, "nodes", i, Put($"/{i}", "n"));
                await Commit(log, "pods", i, Put($"a/{i}", "p"));
            }
        });

        for (var round = 0; round < 20; round++)
        {
            var revisions = new Dictionary<string, long> { ["nodes"] = 0, ["pods"] = 0 };
            await foreach (var entry in snapshots.ReadSnapshotAsync(None))
            {
                if (entry is SnapshotEntry.Collection begin)
                    revisions[begin.Name] = begin.Revision;
            }
            (revisions["nodes"] - revisions["pods"]).ShouldBeInRange(0, 1);
        }
        await stop.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task A_store_that_is_not_empty_is_left_as_it_is()
    {
        await using var store = CreateStore();
        var log = await store.LogAsync();
        await Commit(log, "pods", 0, Put("a/1", "mine"), Delete("a/1", "mine"));

        var snapshots = await store.SnapshotsAsync();
        var failure = await Should.ThrowAsync<ObjectLogException>(() => snapshots.RestoreSnapshotAsync(Entries(new SnapshotEntry.Collection("nodes", 5)), None));

        failure.Failure.ShouldBe(ObjectLogFailure.NotEmpty);
        (await log.LoadAsync("pods", None)).Describe().ShouldBe("2/0: ");
        (await log.LoadAsync("nodes", None)).Describe().ShouldBe("0/0: ");
    }

    [Fact]
    public async Task A_restoration_that_fails_leaves_nothing_and_can_be_tried_again()
    {
        await using var store = CreateStore();
        var snapshots = await store.SnapshotsAsync();
        await Should.ThrowAsync<InvalidDataException>(() => snapshots.RestoreSnapshotAsync(Torn(), None));

        await snapshots.RestoreSnapshotAsync(Entries(new SnapshotEntry.Collection("pods", 9), Item("a/1", 1, "x")), None);

        var log = await store.LogAsync();
        (await log.LoadAsync("nodes", None)).Describe().ShouldBe("0/0: ");
        (await log.LoadAsync("pods", None)).Describe().ShouldBe("9/9: a/1@1=x");
    }

    private static async IAsyncEnumerable<SnapshotEntry> Torn()
    {
        yield return new SnapshotEntry.Collection("nodes", 5);
        for (var i = 0; i < 3000; i++)
            yield return Item($"/{i:d4}", 1 + i, "n");
        await Task.Yield();
        throw new InvalidDataException("torn");
    }

    private static IAsyncEnumerable<SnapshotEntry> Entries(params SnapshotEntry[] entries) => entries.ToAsyncEnumerable();

    private static SnapshotEntry.Item Item(string key, long revision, string value) =>
        new(new StoredObject(key, revision, System.Text.Encoding.UTF8.GetBytes(value)));

    private static async Task Commit(IObjectLog log, string collection, long expected, params ObjectChange[] changes) =>
        (await log.CommitAsync(new CommitBatch(collection, expected, changes), None)).ShouldBe(new CommitResult.Committed(expected + changes.Length));
}
