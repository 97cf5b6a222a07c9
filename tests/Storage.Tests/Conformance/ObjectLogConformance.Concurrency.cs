using static Krewe.Storage.Tests.Conformance.Documents;

namespace Krewe.Storage.Tests.Conformance;

public abstract partial class ObjectLogConformance
{
    [Fact]
    public async Task Writers_that_race_for_a_revision_have_one_winner_each_time()
    {
        const int writers = 8, each = 25;

        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var revision = 0L;
            for (var number = 0; number < each;)
            {
                var result = await Log.CommitAsync(new CommitBatch(Pods, revision, [Put($"{writer}/{number}", "x"), Put("all/last", $"{writer}")]), None);
                if (result is CommitResult.Committed)
                    number++;
                revision = result switch
                {
                    CommitResult.Committed committed => committed.Revision,
                    CommitResult.Conflict conflict => conflict.ActualRevision,
                    _ => throw new InvalidOperationException(),
                };
            }
        })));

        var entries = await ReadAllAsync(Pods);
        entries.Select(entry => entry.Revision).ShouldBe(Enumerable.Range(1, writers * each * 2).Select(number => (long)number));
        entries.Where(entry => entry.Key != "all/last").Select(entry => entry.Key).Distinct().Count().ShouldBe(writers * each);
        entries.Chunk(2).ShouldAllBe(pair => pair[0].Key.StartsWith(pair[1].Value.AsText() + "/"), "batches do not interleave");
    }

    [Fact]
    public async Task Many_collections_are_written_at_once_and_each_keeps_its_order()
    {
        const int collections = 32, each = 40;

        await Task.WhenAll(Enumerable.Range(0, collections).Select(number => Task.Run(async () =>
        {
            for (var revision = 0L; revision < each; revision++)
            {
                var batch = new CommitBatch($"kind{number}", revision, [Put($"a/{revision % 5}", $"{number}.{revision + 1}")]);
                (await Log.CommitAsync(batch, None)).ShouldBe(new CommitResult.Committed(revision + 1));
                // A stale writer beside it never gets in and never disturbs the others.
                (await Log.CommitAsync(batch, None)).ShouldBe(new CommitResult.Conflict(revision + 1));
            }
        })));

        for (var number = 0; number < collections; number++)
        {
            var entries = await ReadAllAsync($"kind{number}");
            entries.Select(entry => entry.Value.AsText()).ShouldBe(Enumerable.Range(1, each).Select(revision => $"{number}.{revision}"));
        }
    }

    [Fact]
    public async Task Readers_see_whole_batches_only()
    {
        var writing = Task.Run(async () =>
        {
            for (var revision = 0L; revision < 300; revision += 3)
                (await Log.CommitAsync(new CommitBatch(Pods, revision, [Put("a/1", $"{revision}"), Put("a/2", $"{revision}"), Put("a/3", $"{revision}")]), None))
                    .ShouldBe(new CommitResult.Committed(revision + 3));
        });

        do
        {
            var state = await Log.LoadAsync(Pods, None);
            (state.Revision % 3).ShouldBe(0);
            state.Objects.Select(stored => stored.Value.AsText()).Distinct().Count().ShouldBe(state.Revision == 0 ? 0 : 1);
            var entries = await ReadAllAsync(Pods);
            (entries.Count % 3).ShouldBe(0);
        }
        while (!writing.IsCompleted);
        await writing;
    }

    [Fact]
    public async Task A_commit_is_seen_by_every_read_that_begins_after_it()
    {
        for (var revision = 0L; revision < 50; revision++)
        {
            await Log.CommitAsync(new CommitBatch(Pods, revision, [Put("a/1", "x")]), None);
            var states = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Log.LoadAsync(Pods, None)));
            states.ShouldAllBe(state => state.Revision == revision + 1);
        }
    }

    [Fact]
    public async Task A_call_that_is_cancelled_beforehand_does_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Should.ThrowAsync<OperationCanceledException>(() => Log.CommitAsync(new CommitBatch(Pods, 0, [Put("a/1", "x")]), cancelled));
        await Should.ThrowAsync<OperationCanceledException>(() => Log.LoadAsync(Pods, cancelled));
        await Should.ThrowAsync<OperationCanceledException>(() => Log.ReadHistoryAsync(Pods, 0, 1, cancelled));
        await Should.ThrowAsync<OperationCanceledException>(() => Log.CompactAsync(Pods, 0, cancelled));
        (await Log.LoadAsync(Pods, None)).Describe().ShouldBe("0/0: ");
    }

    /// <summary>
    /// Cancels at whatever moment it hits. Each writer owns its collection and goes on from the revision that the outcome tells it; were
    /// a cancelled commit written after all, the next one would conflict.
    /// </summary>
    [Fact]
    public async Task A_cancelled_commit_was_not_written()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(async () =>
        {
            var revision = 0L;
            for (var attempt = 0; attempt < 60; attempt++)
            {
                using var cancellation = new CancellationTokenSource();
                var batch = new CommitBatch($"kind{number}", revision, [Put("a/1", $"{attempt}"), Put("a/2", $"{attempt}")]);
                var commit = Log.CommitAsync(batch, cancellation.Token);
                if (attempt % 3 != 0)
                    await Task.Yield();
                await cancellation.CancelAsync();
                try
                {
                    (await commit).ShouldBe(new CommitResult.Committed(revision + 2));
                    revision += 2;
                }
                catch (OperationCanceledException)
                {
                    // Nothing was written, so the revision stays where it was.
                }
            }
            (await Log.CommitAsync(new CommitBatch($"kind{number}", revision, []), None)).ShouldBe(new CommitResult.Committed(revision));
        })));
    }

    private async Task<List<LogEntry>> ReadAllAsync(string collection, int page = 1000)
    {
        var all = new List<LogEntry>();
        while (true)
        {
            var after = all.Count == 0 ? 0 : all[^1].Revision;
            var entries = (await Log.ReadHistoryAsync(collection, after, page, None)).ShouldBeOfType<HistoryResult.Entries>().Items;
            all.AddRange(entries);
            if (entries.Count < page)
                return all;
        }
    }
}
