using static Krewe.Storage.Tests.Conformance.Documents;

namespace Krewe.Storage.Tests.Conformance;

/// <summary>
/// What <see cref="IObjectLog"/> promises, as tests that every provider passes: derive a class and say where its logs are kept.
/// </summary>
public abstract partial class ObjectLogConformance : IAsyncLifetime
{
    private const string Pods = "pods";

    private IObjectLogStore _store = null!;

    protected IObjectLog Log { get; private set; } = null!;

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync()
    {
        _store = CreateStore();
        Log = await _store.OpenAsync();
    }

    public async Task DisposeAsync()
    {
        await Log.DisposeAsync();
        await _store.DisposeAsync();
    }

    /// <summary>A place of its own for one test, empty.</summary>
    protected abstract IObjectLogStore CreateStore();

    [Fact]
    public async Task An_unknown_collection_is_empty_at_zero()
    {
        (await Log.LoadAsync(Pods, None)).Describe().ShouldBe("0/0: ");
        (await Log.ReadHistoryAsync(Pods, 0, 10, None)).Describe().ShouldBe("");
        await Log.CompactAsync(Pods, 0, None);
        (await Log.LoadAsync(Pods, None)).Describe().ShouldBe("0/0: ");
    }

    [Fact]
    public async Task Changes_get_the_revisions_after_the_expected_one_in_their_order()
    {
        await Commit(0, Put("a/1", "x"), Put("a/2", "y"), Put("a/1", "z"));

        (await Log.LoadAsync(Pods, None)).Describe().ShouldBe("3/0: a/1@3=z, a/2@2=y");
        (await History(0)).ShouldBe("1 a/1=->x, 2 a/2=->y, 3 a/1=x>z");
    }

    [Fact]
    public async Task Objects_are_loaded_in_ordinal_order_of_their_keys()
    {
        await Commit(0, Put("b/x", ""), Put("/node", ""), Put("B/x", ""), Put("a-b/x", ""), Put("a/x", ""), Put("é/x", ""), Put("\uffee", ""));

        var keys = (await Log.LoadAsync(Pods, None)).Objects.Select(stored => stored.Key).ToList();

        keys.ShouldBe(["/node", "B/x", "a-b/x", "a/x", "b/x", "é/x", "\uffee"]);
    }

    [Fact]
    public async Task A_batch_on_a_stale_revision_conflicts_and_leaves_nothing()
    {
        await Commit(0, Put("a/1", "x"), Put("a/2", "y"));

        foreach (var stale in new long[] { 0, 1, 3 })
        {
            var result = await Log.CommitAsync(new CommitBatch(Pods, stale, [Put("a/1", "no"), Delete("a/2", "no"), Put("a/3", "no")]), None);
            result.ShouldBe(new CommitResult.Conflict(2));
        }

        (await Log.LoadAsync(Pods, None)).Describe().ShouldBe("2/0: a/1@1=x, a/2@2=y");
        (await History(0)).ShouldBe("1 a/1=->x, 2 a/2=->y");
    }

    [Fact]
    public async Task An_empty_batch_only_tests_the_condition()
    {
        (await Log.CommitAsync(new CommitBatch(Pods, 0, []), None)).ShouldBe(new CommitResult.Committed(0));
        await Commit(0, Put("a/1", "x"));
        (await Log.CommitAsync(new CommitBatch(Pods, 1, []), None)).ShouldBe(new CommitResult.Committed(1));
        (await Log.CommitAsync(new CommitBatch(Pods, 0, []), None)).ShouldBe(new CommitResult.Conflict(1));
        (await History(0)).ShouldBe("1 a/1=->x");
    }

    [Fact]
    public async Task Collections_count_their_revisions_apart()
    {
        await Commit(0, Put("a/1", "pod"));
        (await Log.CommitAsync(new CommitBatch("services", 0, [Put("a/1", "service")]), None)).ShouldBe(new CommitResult.Committed(1));

        (await Log.LoadAsync(Pods, None)).Describe().ShouldBe("1/0: a/1@1=pod");
        (await Log.LoadAsync("services", None)).Describe().ShouldBe("1/0: a/1@1=service");
    }

    [Fact]
    public async Task A_deletion_leaves_a_tombstone_with_the_last_state()
    {
        await Commit(0, Put("a/1", "x"));
        await Commit(1, Delete("a/1", "last"));
        await Commit(2, Put("a/1", "again"));

        (await Log.LoadAsync(Pods, None)).Describe().ShouldBe("3/0: a/1@3=again");
        (await History(0)).ShouldBe("1 a/1=->x, 2 a/1=x>last!, 3 a/1=->again");
    }

    [Fact]
    public async Task Creating_and_deleting_within_one_batch_leaves_both_entries_and_no_object()
    {
        await Commit(0, Put("a/1", "x"), Delete("a/1", "y"));

        (await Log.LoadAsync(Pods, None)).Describe().ShouldBe("2/0: ");
        (await History(0)).ShouldBe("1 a/1=->x, 2 a/1=x>y!");
    }

    [Fact]
    public async Task Documents_come_back_byte_by_byte()
    {
        var large = new byte[3_000_000];
        new Random(1).NextBytes(large);
        byte[] awkward = [0, 255, 254, 0, 13, 10];
        await Commit(0, new ObjectChange("a/large", large, false), new ObjectChange("a/empty", default, false), new ObjectChange("a/odd", awkward, false));

        var objects = (await Log.LoadAsync(Pods, None)).Objects;
        objects[0].Value.IsEmpty.ShouldBeTrue();
        objects[1].Value.Span.SequenceEqual(large).ShouldBeTrue();
        objects[2].Value.Span.SequenceEqual(awkward).ShouldBeTrue();
        var replaced = new CommitBatch(Pods, 3, [Put("a/empty", "full")]);
        await Log.CommitAsync(replaced, None);
        (await History(3)).ShouldBe("4 a/empty=>full", "an empty version is not the same as none");
    }

    [Fact]
    public async Task History_is_read_in_pages()
    {
        await Commit(0, [.. Enumerable.Range(1, 7).Select(number => Put($"a/{number}", "x"))]);

        (await History(0, limit: 3)).ShouldBe("1 a/1=->x, 2 a/2=->x, 3 a/3=->x");
        (await History(3, limit: 3)).ShouldBe("4 a/4=->x, 5 a/5=->x, 6 a/6=->x");
        (await History(6, limit: 3)).ShouldBe("7 a/7=->x");
        (await History(7, limit: 3)).ShouldBe("");
        (await History(100, limit: 3)).ShouldBe("");
    }

    [Fact]
    public async Task Compaction_forgets_history_and_keeps_objects()
    {
        await Commit(0, Put("a/1", "x"), Put("a/2", "y"), Put("a/1", "x2"), Delete("a/2", "gone"), Put("a/3", "z"));

        await Log.CompactAsync(Pods, 4, None);

        (await Log.LoadAsync(Pods, None)).Describe().ShouldBe("5/4: a/1@3=x2, a/3@5=z");
        (await History(3)).ShouldBe("compacted 4");
        (await History(0)).ShouldBe("compacted 4");
        (await History(4)).ShouldBe("5 a/3=->z");
    }

    [Fact]
    public async Task Entries_after_a_compaction_still_know_what_they_replaced()
    {
        await Commit(0, Put("a/1", "x"), Put("a/2", "y"), Put("a/1", "x2"), Delete("a/2", "gone"), Put("a/1", "x3"));

        await Log.CompactAsync(Pods, 2, None);
        (await History(2)).ShouldBe("3 a/1=x>x2, 4 a/2=y>gone!, 5 a/1=x2>x3");
        await Log.CompactAsync(Pods, 4, None);
        (await History(4)).ShouldBe("5 a/1=x2>x3");
        await Log.CompactAsync(Pods, 5, None);
        (await History(5)).ShouldBe("");
        await Commit(5, Put("a/1", "x4"));
        (await History(5)).ShouldBe("6 a/1=x3>x4");
    }

    [Theory]
    [InlineData(1, "1 a/1=->xx")]
    [InlineData(2, "1 a/1=->xx")]
    [InlineData(3, "1 a/1=->xx, 2 a/1=xx>yyy")]
    [InlineData(7, "1 a/1=->xx, 2 a/1=xx>yyy")]
    [InlineData(8, "1 a/1=->xx, 2 a/1=xx>yyy, 3 a/1=yyy>yyy!")]
    [InlineData(14, "1 a/1=->xx, 2 a/1=xx>yyy, 3 a/1=yyy>yyy!, 4 a/2=->z")]
    public async Task History_is_answered_up_to_a_number_of_bytes_and_at_least_one_entry(long bytes, string answer)
    {
        // With what they replace, they have 2, 5, 6 and 1 bytes.
        await Commit(0, Put("a/1", "xx"), Put("a/1", "yyy"), Delete("a/1", "yyy"), Put("a/2", "z"));

        (await History(0, new HistoryLimit(100, bytes))).ShouldBe(answer);
        (await History(1, new HistoryLimit(1, bytes))).ShouldBe("2 a/1=xx>yyy");
        (await History(4, new HistoryLimit(100, bytes))).ShouldBe("");
    }

    [Fact]
    public async Task Compacting_backwards_changes_nothing_and_beyond_the_end_is_refused()
    {
        await Commit(0, Put("a/1", "x"), Put("a/1", "y"));
        await Log.CompactAsync(Pods, 2, None);
        await Log.CompactAsync(Pods, 1, None);

        (await Log.LoadAsync(Pods, None)).Describe().ShouldBe("2/2: a/1@2=y");
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Log.CompactAsync(Pods, 3, None));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Log.CompactAsync("unknown", 1, None));
        (await Log.LoadAsync(Pods, None)).Describe().ShouldBe("2/2: a/1@2=y");
    }

    [Fact]
    public async Task Reopening_finds_objects_history_and_horizon()
    {
        await Commit(0, Put("a/1", "x"), Put("a/2", "y"), Put("a/1", "x2"), Delete("a/2", "gone"));
        await Log.CompactAsync(Pods, 1, None);

        await ReopenAsync();

        (await Log.LoadAsync(Pods, None)).Describe().ShouldBe("4/1: a/1@3=x2");
        (await History(1)).ShouldBe("2 a/2=->y, 3 a/1=x>x2, 4 a/2=y>gone!");
        (await History(0)).ShouldBe("compacted 1");
        await Commit(4, Put("a/2", "new"));
        (await History(4)).ShouldBe("5 a/2=->new");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/\0")]
    [InlineData("a/\n")]
    [InlineData("a/\ud83d\ude00")]
    public async Task Keys_that_a_database_might_change_are_refused(string key)
    {
        await Should.ThrowAsync<ArgumentException>(() => Log.CommitAsync(new CommitBatch(Pods, 0, [Put("a/1", "x"), Put(key, "x")]), None));
        (await Log.LoadAsync(Pods, None)).Describe().ShouldBe("0/0: ");
    }

    protected async Task ReopenAsync()
    {
        await Log.DisposeAsync();
        Log = await _store.OpenAsync();
    }

    private async Task Commit(long expected, params ObjectChange[] changes)
    {
        var result = await Log.CommitAsync(new CommitBatch(Pods, expected, changes), None);
        result.ShouldBe(new CommitResult.Committed(expected + changes.Length));
    }

    private async Task<string> History(long after, HistoryLimit? limit = null) => (await Log.ReadHistoryAsync(Pods, after, limit ?? 100, None)).Describe();
}
