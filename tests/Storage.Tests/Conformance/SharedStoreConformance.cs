using Krewe.Storage.Leases;
using static Krewe.Storage.Tests.Conformance.Documents;

namespace Krewe.Storage.Tests.Conformance;

/// <summary>What <see cref="ISharedStore"/> promises, as tests that every provider passes. Leases end by the store's real clock here.</summary>
public abstract class SharedStoreConformance : IAsyncLifetime
{
    private static readonly LeaseHolder One = new("one", new Uri("https://192.0.2.1:6443"));
    private static readonly LeaseHolder Two = new("two", new Uri("https://192.0.2.2:6443"));
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(60);

    private static CancellationToken None => CancellationToken.None;

    protected ISharedStore Store { get; private set; } = null!;

    public async Task InitializeAsync() => Store = await OpenAsync();

    public virtual async Task DisposeAsync() => await Store.DisposeAsync();

    /// <summary>Opens the test's store; the first time it is empty.</summary>
    protected abstract Task<ISharedStore> OpenAsync();

    [Fact]
    public async Task A_new_store_has_no_holder()
    {
        (await Store.ReadLeaseAsync(None)).ShouldSatisfyAllConditions(lease => lease.Epoch.ShouldBe(0), lease => lease.Holder.ShouldBeNull());
        (await Store.RenewAsync(0, Long, None)).ShouldBeOfType<LeaseResult.Refused>();
    }

    [Fact]
    public async Task One_holds_the_lease_and_the_others_learn_who()
    {
        (await Store.AcquireAsync(One, Long, None)).ShouldBe(new LeaseResult.Granted(1));

        var refused = (await Store.AcquireAsync(Two, Long, None)).ShouldBeOfType<LeaseResult.Refused>();

        refused.Current.Holder.ShouldBe(One);
        refused.Current.Epoch.ShouldBe(1);
        (await Store.ReadLeaseAsync(None)).ShouldBe(refused.Current);
        (await Store.RenewAsync(1, Long, None)).ShouldBe(new LeaseResult.Granted(1));
        (await Store.RenewAsync(2, Long, None)).ShouldBeOfType<LeaseResult.Refused>();
    }

    [Fact]
    public async Task A_lease_that_ends_goes_to_the_next_under_a_new_epoch_and_not_before()
    {
        var begun = TimeProvider.System.GetTimestamp();
        await Store.AcquireAsync(One, Short, None);

        LeaseResult result;
        while ((result = await Store.AcquireAsync(Two, Long, None)) is LeaseResult.Refused) { }

        TimeProvider.System.GetElapsedTime(begun).ShouldBeGreaterThanOrEqualTo(Short - TimeSpan.FromMilliseconds(1));
        result.ShouldBe(new LeaseResult.Granted(2));
        (await Store.RenewAsync(1, Long, None)).ShouldBeOfType<LeaseResult.Refused>().Current.Holder.ShouldBe(Two);
    }

    [Fact]
    public async Task A_lease_that_ended_and_that_nobody_took_can_still_be_renewed()
    {
        await Store.AcquireAsync(One, Short, None);
        while ((await Store.ReadLeaseAsync(None)).Expires > TimeProvider.System.GetUtcNow()) { }

        (await Store.RenewAsync(1, Long, None)).ShouldBe(new LeaseResult.Granted(1));
        (await Store.AcquireAsync(Two, Long, None)).ShouldBeOfType<LeaseResult.Refused>();
        (await CommitAsync(Store.OpenLog(1), 0)).ShouldBe(new CommitResult.Committed(1));
    }

    [Fact]
    public async Task A_lease_that_is_given_back_is_free_at_once_and_its_epoch_is_spent()
    {
        await Store.AcquireAsync(One, Long, None);
        await Store.ReleaseAsync(1, None);

        (await CommitAsync(Store.OpenLog(1), 0)).ShouldBe(new CommitResult.Fenced());
        (await Store.RenewAsync(1, Long, None)).ShouldBeOfType<LeaseResult.Refused>().Current.Holder.ShouldBeNull();
        (await Store.AcquireAsync(Two, Long, None)).ShouldBe(new LeaseResult.Granted(2));
        await Store.ReleaseAsync(1, None);
        (await Store.ReadLeaseAsync(None)).Holder.ShouldBe(Two, "only its holder can give a lease back");
    }

    [Fact]
    public async Task A_holder_that_has_not_heard_the_answer_asks_again_and_gets_another_epoch()
    {
        await Store.AcquireAsync(One, Long, None);

        (await Store.AcquireAsync(One, Long, None)).ShouldBe(new LeaseResult.Granted(2));
        (await CommitAsync(Store.OpenLog(1), 0)).ShouldBe(new CommitResult.Fenced());
    }

    [Fact]
    public async Task Of_many_candidates_one_gets_the_lease()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Task.Run(
            () => Store.AcquireAsync(new LeaseHolder($"silo{number}", One.Address), Long, None))));

        results.OfType<LeaseResult.Granted>().ShouldHaveSingleItem().Epoch.ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_has_lost_the_lease_writes_and_compacts_nothing_and_still_reads()
    {
        await using var old = Store.OpenLog(await GrantAsync(One));
        await CommitAsync(old, 0);
        await Store.ReleaseAsync(1, None);
        await using var current = Store.OpenLog(await GrantAsync(Two));

        (await CommitAsync(old, 1)).ShouldBe(new CommitResult.Fenced(), "even though the revision is right");
        (await old.CommitAsync(new CommitBatch("pods", 1, []), None)).ShouldBe(new CommitResult.Fenced());
        (await CommitAsync(old, 7)).ShouldBe(new CommitResult.Fenced(), "the epoch comes before the revision");
        (await Should.ThrowAsync<ObjectLogException>(() => old.CompactAsync("pods", 1, None))).Failure.ShouldBe(ObjectLogFailure.Fenced);

        (await old.LoadAsync("pods", None)).Describe().ShouldBe("1/0: a/1@1=x");
        (await CommitAsync(current, 1)).ShouldBe(new CommitResult.Committed(2));
        (await current.LoadAsync("pods", None)).Describe().ShouldBe("2/0: a/1@2=x");
    }

    /// <summary>
    /// Silos take the lease from each other while they write as fast as they can. Each document names its epoch: were one commit let
    /// through late, an older epoch would follow a newer one.
    /// </summary>
    [Fact]
    public async Task Epochs_never_go_back_in_the_log_whatever_the_race()
    {
        const int silos = 4, takeovers = 12;
        await Task.WhenAll(Enumerable.Range(0, silos).Select(silo => Task.Run(async () =>
        {
            for (var takeover = 0; takeover < takeovers; takeover++)
            {
                // Its own id each time: nobody waits for anybody's lease to end, all take it from one another.
                var epoch = await TakeOverAsync($"silo{silo}-{takeover}");
                await using var log = Store.OpenLog(epoch);
                var revision = 0L;
                CommitResult result = new CommitResult.Committed(revision);
                for (var number = 0; number < 20 && result is not CommitResult.Fenced; number++)
                {
                    // After a conflict it goes on from where the other has come to: here the epoch alone keeps it out.
                    result = await log.CommitAsync(new CommitBatch("pods", revision, [Put("a/1", $"{epoch}")]), None);
                    revision = result switch
                    {
                        CommitResult.Committed committed => committed.Revision,
                        CommitResult.Conflict conflict => conflict.ActualRevision,
                        _ => revision,
                    };
                }
            }
        })));

        await using var reader = Store.OpenLog(0);
        var epochs = (await reader.ReadHistoryAsync("pods", 0, int.MaxValue, None)).ShouldBeOfType<HistoryResult.Entries>().Items
            .Select(entry => long.Parse(entry.Value.AsText(), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        epochs.ShouldNotBeEmpty();
        epochs.ShouldBe(epochs.Order());
    }

    [Fact]
    public async Task What_a_log_of_one_epoch_has_written_the_next_one_finds()
    {
        await using (var log = Store.OpenLog(await GrantAsync(One)))
            await CommitAsync(log, 0);
        await Store.ReleaseAsync(1, None);

        await Store.DisposeAsync();
        Store = await OpenAsync();

        await using var next = Store.OpenLog(await GrantAsync(Two));
        (await next.LoadAsync("pods", None)).Describe().ShouldBe("1/0: a/1@1=x");
        (await Store.ReadLeaseAsync(None)).ShouldSatisfyAllConditions(lease => lease.Epoch.ShouldBe(2), lease => lease.Holder.ShouldBe(Two));
    }

    private async Task<long> GrantAsync(LeaseHolder holder) => (await Store.AcquireAsync(holder, Long, None)).ShouldBeOfType<LeaseResult.Granted>().Epoch;

    private async Task<long> TakeOverAsync(string id)
    {
        var holder = new LeaseHolder(id, One.Address);
        while (true)
        {
            switch (await Store.AcquireAsync(holder, Long, None))
            {
                case LeaseResult.Granted granted:
                    return granted.Epoch;
                case LeaseResult.Refused refused:
                    await Store.ReleaseAsync(refused.Current.Epoch, None);
                    break;
            }
        }
    }

    private static Task<CommitResult> CommitAsync(IObjectLog log, long expected) =>
        log.CommitAsync(new CommitBatch("pods", expected, [Put("a/1", "x")]), None);
}
