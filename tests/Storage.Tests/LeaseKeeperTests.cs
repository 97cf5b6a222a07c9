using Krewe.EmbeddedSilo.Testing;
using Krewe.Storage.Leases;
using Krewe.Storage.Memory;

namespace Krewe.Storage.Tests;

/// <summary>Silos with one store, on a clock that the tests drive.</summary>
public sealed class LeaseKeeperTests : ILeaseObserver
{
    private static readonly LeaseTiming Timing = new();
    private readonly VirtualTimeProvider _time = new();
    private readonly FailingStore _store;
    private Lease? _seen;
    private int _failures;

    public LeaseKeeperTests() => _store = new FailingStore(new MemorySharedStore(_time));

    void ILeaseObserver.Seen(Lease lease) => _seen = lease;

    void ILeaseObserver.Away(ObjectLogException failure) => _failures++;

    [Fact]
    public async Task The_first_gets_the_lease_at_once_and_the_second_sees_who_has_it()
    {
        var term = await Keeper("one").AcquireAsync(CancellationToken.None);
        term.Epoch.ShouldBe(1);
        term.Holds.ShouldBeTrue();

        var waiting = Keeper("two").AcquireAsync(CancellationToken.None);

        waiting.IsCompleted.ShouldBeFalse();
        _seen!.Holder!.Id.ShouldBe("one");
    }

    [Fact]
    public async Task A_lease_that_is_renewed_lasts()
    {
        var term = await Keeper("one").AcquireAsync(CancellationToken.None);
        var keeping = term.KeepAsync(CancellationToken.None);
        var waiting = Keeper("two").AcquireAsync(CancellationToken.None);

        for (var tenth = 0; tenth < 600; tenth++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            term.Holds.ShouldBeTrue();
        }

        keeping.IsCompleted.ShouldBeFalse();
        waiting.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task When_the_holder_dies_the_next_one_has_the_lease_soon_after_its_end()
    {
        await Keeper("one").AcquireAsync(CancellationToken.None);
        var waiting = Keeper("two").AcquireAsync(CancellationToken.None);

        AdvanceUntil(() => waiting.IsCompleted).ShouldBeInRange(Timing.Duration, Timing.Duration + Timing.LookEvery);
        (await waiting).Epoch.ShouldBe(2);
    }

    [Fact]
    public async Task When_the_holder_gives_it_back_the_next_one_has_it_at_its_next_look()
    {
        var term = await Keeper("one").AcquireAsync(CancellationToken.None);
        var waiting = Keeper("two").AcquireAsync(CancellationToken.None);
        await term.ReleaseAsync(CancellationToken.None);

        term.Holds.ShouldBeFalse();
        AdvanceUntil(() => waiting.IsCompleted).ShouldBeLessThanOrEqualTo(Timing.LookEvery);
    }

    [Fact]
    public async Task A_holder_that_cannot_renew_stops_before_anybody_can_take_over()
    {
        var term = await Keeper("one").AcquireAsync(CancellationToken.None);
        var keeping = term.KeepAsync(CancellationToken.None);
        _time.Advance(Timing.RenewEvery);
        _store.IsAway = true;

        var stopped = AdvanceUntil(() => !term.Holds);
        stopped.ShouldBe(Timing.Duration - Timing.Margin);
        _failures.ShouldBeGreaterThan(5, "it does not give up before");
        AdvanceUntil(() => keeping.IsCompleted);
        (await keeping).ShouldBe(TermEnd.Lapsed);

        _store.IsAway = false;
        var next = Keeper("two").AcquireAsync(CancellationToken.None);
        next.IsCompleted.ShouldBeFalse("the lease has not ended yet");
        AdvanceUntil(() => next.IsCompleted).ShouldBeLessThanOrEqualTo(Timing.Margin + Timing.LookEvery);
        (await next).Epoch.ShouldBe(2);
    }

    [Fact]
    public async Task A_renewal_that_hangs_counts_as_none()
    {
        var term = await Keeper("one").AcquireAsync(CancellationToken.None);
        var keeping = term.KeepAsync(CancellationToken.None);
        _store.Hangs = true;

        _time.Advance(Timing.Duration - Timing.Margin - TimeSpan.FromMilliseconds(1));
        term.Holds.ShouldBeTrue();
        keeping.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        term.Holds.ShouldBeFalse();
        (await keeping).ShouldBe(TermEnd.Lapsed);
    }

    [Fact]
    public async Task A_store_that_comes_back_in_time_changes_nothing()
    {
        var term = await Keeper("one").AcquireAsync(CancellationToken.None);
        var keeping = term.KeepAsync(CancellationToken.None);
        _store.IsAway = true;
        _time.Advance(TimeSpan.FromSeconds(1));
        _store.IsAway = false;

        AdvanceUntil(() => _time.Elapsed > TimeSpan.FromSeconds(10) || !term.Holds);

        term.Holds.ShouldBeTrue();
        keeping.IsCompleted.ShouldBeFalse();
    }

    /// <summary>A pause stops everything in the process but not the clock: what is asked first afterwards must already answer no.</summary>
    [Fact]
    public async Task After_a_pause_the_first_question_is_answered_with_no_and_the_first_renewal_too()
    {
        var term = await Keeper("one").AcquireAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(10));
        var successor = await Keeper("two").AcquireAsync(CancellationToken.None);

        term.Holds.ShouldBeFalse();
        successor.Holds.ShouldBeTrue();
        (await _store.RenewAsync(term.Epoch, Timing.Duration, CancellationToken.None)).ShouldBeOfType<LeaseResult.Refused>();
    }

    [Fact]
    public async Task A_holder_learns_that_another_has_taken_over()
    {
        var term = await Keeper("one").AcquireAsync(CancellationToken.None);
        var keeping = term.KeepAsync(CancellationToken.None);
        await _store.ReleaseAsync(term.Epoch, CancellationToken.None);
        await Keeper("two").AcquireAsync(CancellationToken.None);

        AdvanceUntil(() => keeping.IsCompleted).ShouldBe(Timing.RenewEvery);
        (await keeping).ShouldBe(TermEnd.Taken);
        term.Holds.ShouldBeFalse();
    }

    [Fact]
    public async Task A_candidate_waits_out_a_store_that_is_away()
    {
        _store.IsAway = true;
        var waiting = Keeper("one").AcquireAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(3));
        _store.IsAway = false;

        AdvanceUntil(() => waiting.IsCompleted).ShouldBeLessThanOrEqualTo(Timing.LookEvery);
        (await waiting).Holds.ShouldBeTrue();
    }

    private LeaseKeeper Keeper(string id)
    {
        // What waits for the clock then goes on while the clock is advanced, and not some time later on another thread.
        SynchronizationContext.SetSynchronizationContext(null);
        return new LeaseKeeper(_store, new LeaseHolder(id, new Uri($"https://{id}:6443")), Timing, this, _time);
    }

    private TimeSpan AdvanceUntil(Func<bool> condition)
    {
        var begun = _time.Elapsed;
        while (!condition() && _time.Elapsed - begun < TimeSpan.FromMinutes(1))
            _time.Advance(TimeSpan.FromMilliseconds(10));
        return _time.Elapsed - begun;
    }

    /// <summary>A store that a test takes away.</summary>
    private sealed class FailingStore(ILeaseStore store) : ILeaseStore
    {
        public bool IsAway { get; set; }

        public bool Hangs { get; set; }

        public Task<LeaseResult> AcquireAsync(LeaseHolder candidate, TimeSpan duration, CancellationToken cancellationToken) =>
            CallAsync(() => store.AcquireAsync(candidate, duration, cancellationToken), cancellationToken);

        public Task<LeaseResult> RenewAsync(long epoch, TimeSpan duration, CancellationToken cancellationToken) =>
            CallAsync(() => store.RenewAsync(epoch, duration, cancellationToken), cancellationToken);

        public Task ReleaseAsync(long epoch, CancellationToken cancellationToken) => store.ReleaseAsync(epoch, cancellationToken);

        public Task<Lease> ReadLeaseAsync(CancellationToken cancellationToken) => store.ReadLeaseAsync(cancellationToken);

        private async Task<LeaseResult> CallAsync(Func<Task<LeaseResult>> call, CancellationToken cancellationToken)
        {
            if (Hangs)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return IsAway ? throw new ObjectLogException(ObjectLogFailure.Away, "the store is away") : await call();
        }
    }
}
