using Krewe.EmbeddedSilo.Tests.Grains;

namespace Krewe.EmbeddedSilo.Tests;

public sealed class TimersTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_timer_ticks_after_its_due_time_and_then_a_period_after_each_callback()
    {
        using var silo = SiloExtensions.Create();
        var clock = silo.Grains.GetGrain<IClock>("a");
        silo.Run(() => clock.Start(2 * Second, 5 * Second, Second, interleave: false, keepAlive: false));

        silo.Advance(20 * Second);

        silo.Journal().ShouldBe(["tick 2", "tick 8", "tick 14", "tick 20"]);
    }

    [Fact]
    public void A_tick_waits_for_a_running_call()
    {
        using var silo = SiloExtensions.Create();
        var clock = silo.Grains.GetGrain<IClock>("a");
        silo.Run(() => clock.Start(Second, 100 * Second, default, interleave: false, keepAlive: false));
        silo.Run(() => clock.Busy(10 * Second));
        silo.RunUntilIdle();

        silo.Journal().ShouldBe(["busy 0", "free 10", "tick 10"]);
    }

    [Fact]
    public void An_interleaving_tick_runs_beside_a_call()
    {
        using var silo = SiloExtensions.Create();
        var clock = silo.Grains.GetGrain<IClock>("a");
        silo.Run(() => clock.Start(Second, 100 * Second, default, interleave: true, keepAlive: false));
        silo.Run(() => clock.Busy(10 * Second));

        silo.Journal().ShouldBe(["busy 0", "tick 1", "free 10"]);
    }

    [Fact]
    public void A_timer_can_be_changed_and_ended()
    {
        using var silo = SiloExtensions.Create();
        var clock = silo.Grains.GetGrain<IClock>("a");
        silo.Run(() => clock.Start(10 * Second, 10 * Second, default, interleave: false, keepAlive: false));
        silo.Run(() => clock.Change(3 * Second, Timeout.InfiniteTimeSpan));
        silo.Advance(30 * Second);
        silo.Journal().ShouldBe(["tick 3"]);

        silo.Run(() => clock.Change(Second, Second));
        silo.Advance(2 * Second);
        silo.Run(() => clock.Stop());
        silo.Advance(30 * Second);

        silo.Journal().ShouldBe(["tick 3", "tick 31", "tick 32"]);
    }

    [Fact]
    public void A_callback_may_set_its_next_time_even_if_that_comes_before_it_ends()
    {
        using var silo = SiloExtensions.Create();
        silo.Run(() => silo.Grains.GetGrain<IClock>("slow").StartThatChangesItself(Second, 3 * Second));

        silo.Advance(8 * Second);

        silo.Journal().ShouldBe(["tick 1", "tick 4", "tick 7"]);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Only_a_timer_that_keeps_alive_keeps_its_grain_active(bool keepAlive, bool ends)
    {
        using var silo = SiloExtensions.Create();
        var clock = silo.Grains.GetGrain<IClock>("a");
        silo.Run(() => clock.Start(Minute, Minute, default, interleave: false, keepAlive));

        silo.Advance(60 * Minute);

        silo.Journal().Any(line => line.StartsWith("deactivated", StringComparison.Ordinal)).ShouldBe(ends);
        if (!ends)
            silo.Journal().Count(line => line.StartsWith("tick", StringComparison.Ordinal)).ShouldBe(60);
    }

    [Fact]
    public void A_reminder_calls_its_grain_also_when_it_is_not_active()
    {
        using var silo = SiloExtensions.Create();
        var clock = silo.Grains.GetGrain<IClock>("a");
        silo.Run(() => clock.Remind("tea", 30 * Minute, 60 * Minute));

        silo.Advance(100 * Minute);

        silo.Journal().Where(line => line.Contains("tea", StringComparison.Ordinal))
            .ShouldBe(["a reminded of tea after 0 minutes", "a reminded of tea after 60 minutes"]);
        silo.Journal().Count(line => line.StartsWith("deactivated", StringComparison.Ordinal)).ShouldBe(2, "between the reminders the grain is idle");
    }

    [Fact]
    public void A_reminder_ends_when_it_is_unregistered()
    {
        using var silo = SiloExtensions.Create();
        var clock = silo.Grains.GetGrain<IClock>("a");
        silo.Run(() => clock.Remind("tea", Minute, Minute));
        silo.Run(() => clock.Reminders()).ShouldBe(1);
        silo.Run(() => clock.Forget("tea"));

        silo.Advance(10 * Minute);

        silo.Run(() => clock.Reminders()).ShouldBe(0);
        silo.Journal().ShouldNotContain(line => line.Contains("tea", StringComparison.Ordinal));
    }

    [Fact]
    public void A_reminder_more_often_than_each_minute_is_refused()
    {
        using var silo = SiloExtensions.Create();
        var clock = silo.Grains.GetGrain<IClock>("a");

        Should.Throw<ArgumentException>(() => silo.Run(() => clock.Remind("tea", Second, 59 * Second)));
    }
}
