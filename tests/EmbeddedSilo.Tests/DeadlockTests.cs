using Krewe.EmbeddedSilo.Tests.Grains;

namespace Krewe.EmbeddedSilo.Tests;

public sealed class DeadlockTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_call_that_comes_back_to_its_grain_fails_at_once_and_names_the_cycle()
    {
        using var silo = SiloExtensions.Create();

        var deadlock = Should.Throw<GrainDeadlockException>(() => silo.Run(() => silo.Grains.GetGrain<ICaller>("a").Walk(["b", "c", "a"])));

        deadlock.Cycle.ShouldBe(["caller/a.Walk", "caller/b.Walk", "caller/c.Walk", "caller/a.Walk"]);
        deadlock.Message.ShouldContain("caller/a.Walk -> caller/b.Walk -> caller/c.Walk -> caller/a.Walk");
        silo.Time.Elapsed.ShouldBe(TimeSpan.Zero);
        silo.Run(() => silo.Grains.GetGrain<ICaller>("a").Walk(["b", "c", "d"])).ShouldBe(3);
    }

    [Fact]
    public void A_call_of_itself_fails()
    {
        using var silo = SiloExtensions.Create();

        Should.Throw<GrainDeadlockException>(() => silo.Run(() => silo.Grains.GetGrain<ICaller>("a").Walk(["a"])))
            .Cycle.ShouldBe(["caller/a.Walk", "caller/a.Walk"]);
    }

    [Fact]
    public void The_cycle_is_seen_over_awaits()
    {
        using var silo = SiloExtensions.Create();

        Should.Throw<GrainDeadlockException>(
            () => silo.Run(() => silo.Grains.GetGrain<ICaller>("a").WalkSlowly(["b", "a"], Second)));
        silo.Time.Elapsed.ShouldBe(2 * Second);
    }

    [Fact]
    public void Two_grains_that_call_each_other_at_the_same_time_do_not_wait_for_ever()
    {
        using var silo = SiloExtensions.Create();
        var one = silo.Start(() => silo.Grains.GetGrain<ICaller>("a").WalkSlowly(["b"], Second));
        var two = silo.Start(() => silo.Grains.GetGrain<ICaller>("b").WalkSlowly(["a"], Second));

        silo.Advance(5 * Second);

        var failures = new[] { one, two }.Where(call => call.IsFaulted).Select(call => call.Exception!.InnerException).ToList();
        failures.Count.ShouldBe(1, "the refused call lets the other one through");
        ((GrainDeadlockException)failures[0]!).Cycle.ShouldContain("caller/a.WalkSlowly");
        ((GrainDeadlockException)failures[0]!).Cycle.ShouldContain("caller/b.WalkSlowly");
    }

    [Fact]
    public void A_grain_that_is_merely_busy_is_no_deadlock()
    {
        using var silo = SiloExtensions.Create();
        var calls = Enumerable.Range(0, 10)
            .Select(number => silo.Start(() => silo.Grains.GetGrain<ICaller>($"from-{number}").WalkSlowly(["shared", "other"], Second))).ToList();

        silo.Advance(60 * Second);

        calls.ShouldAllBe(call => call.IsCompletedSuccessfully);
    }

    [Fact]
    public void Signals_may_come_back()
    {
        using var silo = SiloExtensions.Create();

        silo.Run(() => silo.Grains.GetGrain<ICaller>("a").SignalFirst(["b", "a"]));
        silo.RunUntilIdle();

        silo.Journal().ShouldBe(["a signalled"]);
    }

    [Fact]
    public void Interleaving_calls_may_come_back()
    {
        using var silo = SiloExtensions.Create();

        silo.Run(() => silo.Grains.GetGrain<IReentrantCaller>("r").CallBack("g", 3)).ShouldBe(3);
        silo.Journal().ShouldBe(["depth 3", "depth 2", "depth 1", "depth 0"]);
    }

    [Fact]
    public void An_interleaving_call_that_waits_for_a_call_of_its_own_grain_is_no_deadlock()
    {
        using var silo = SiloExtensions.Create();

        silo.Run(() => silo.Grains.GetGrain<ICaller>("a").WalkInterleaving(["b", "a", "c"])).ShouldBe(3);
    }
}
