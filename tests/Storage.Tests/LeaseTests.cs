using Krewe.Storage.Leases;

namespace Krewe.Storage.Tests;

/// <summary>The rules of the lease, which providers follow.</summary>
public sealed class LeaseTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly LeaseHolder One = new("one", new Uri("https://192.0.2.1:6443"));
    private static readonly LeaseHolder Two = new("two", new Uri("https://192.0.2.2:6443"));

    private readonly Lease _held = Lease.New.TakenBy(One, Noon, TimeSpan.FromSeconds(2));

    [Fact]
    public void A_grant_names_holder_epoch_and_end() => _held.ShouldBe(new Lease(1, One, Noon.AddSeconds(2)));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1.999, false)]
    [InlineData(2, true)]
    [InlineData(3600, true)]
    public void Others_may_take_it_from_its_end_on(double seconds, bool expected) =>
        _held.MayBeTakenBy(Two, Noon.AddSeconds(seconds)).ShouldBe(expected);

    [Fact]
    public void Its_holder_may_take_it_again_at_any_time() => _held.MayBeTakenBy(One, Noon).ShouldBeTrue();

    [Fact]
    public void The_same_silo_in_another_life_waits_like_anybody() => _held.MayBeTakenBy(One with { Id = "one again" }, Noon).ShouldBeFalse();

    [Fact]
    public void Renewing_moves_the_end_and_keeps_the_epoch()
    {
        var renewed = _held.RenewedUntil(Noon.AddSeconds(9));
        renewed.ShouldBe(new Lease(1, One, Noon.AddSeconds(9)));
        renewed.MayBeTakenBy(Two, Noon.AddSeconds(8)).ShouldBeFalse();
    }

    [Fact]
    public void Each_grant_has_an_epoch_of_its_own_and_spends_the_one_before()
    {
        var next = _held.TakenBy(Two, Noon.AddSeconds(2), TimeSpan.FromSeconds(2));
        next.IsHeldUnder(2).ShouldBeTrue();
        next.IsHeldUnder(1).ShouldBeFalse();
    }

    [Fact]
    public void Giving_back_spends_the_epoch_and_frees_the_lease_at_once()
    {
        var released = _held.Released();
        released.IsHeldUnder(1).ShouldBeFalse();
        released.MayBeTakenBy(Two, Noon).ShouldBeTrue();
        released.TakenBy(Two, Noon, TimeSpan.FromSeconds(2)).Epoch.ShouldBe(2);
    }

    [Fact]
    public void A_lease_that_nobody_ever_held_is_held_under_no_epoch() => Lease.New.IsHeldUnder(0).ShouldBeFalse();
}
