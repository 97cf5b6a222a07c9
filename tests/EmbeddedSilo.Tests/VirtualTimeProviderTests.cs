namespace Krewe.EmbeddedSilo.Tests;

public sealed class VirtualTimeProviderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly VirtualTimeProvider _time = new(new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero));

    [Fact]
    public void Time_stands_still_until_it_is_moved()
    {
        var start = _time.GetTimestamp();
        _time.GetUtcNow().ShouldBe(new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero));

        _time.Advance(90 * Second);

        _time.GetUtcNow().ShouldBe(new DateTimeOffset(2031, 2, 3, 4, 6, 36, TimeSpan.Zero));
        _time.GetElapsedTime(start).ShouldBe(90 * Second);
    }

    [Fact]
    public void Timers_fire_in_the_order_of_their_times_each_at_its_own()
    {
        List<string> fired = [];
        using var late = _time.CreateTimer(_ => fired.Add($"late {_time.Elapsed}"), null, 3 * Second, Timeout.InfiniteTimeSpan);
        using var often = _time.CreateTimer(_ => fired.Add($"often {_time.Elapsed}"), null, Second, 2 * Second);

        _time.UntilNextTimer.ShouldBe(Second);
        _time.Advance(4 * Second);

        fired.ShouldBe(["often 00:00:01", "late 00:00:03", "often 00:00:03"]);
        _time.UntilNextTimer.ShouldBe(Second);
    }

    [Fact]
    public void A_disposed_or_changed_timer_does_not_fire_at_its_old_time()
    {
        var fired = 0;
        using var changed = _time.CreateTimer(_ => fired++, null, Second, Timeout.InfiniteTimeSpan);
        var disposed = _time.CreateTimer(_ => fired += 100, null, Second, Timeout.InfiniteTimeSpan);
        changed.Change(5 * Second, Timeout.InfiniteTimeSpan);
        disposed.Dispose();

        _time.Advance(4 * Second);
        fired.ShouldBe(0);
        _time.Advance(Second);

        fired.ShouldBe(1);
        _time.UntilNextTimer.ShouldBeNull();
    }

    [Fact]
    public void Delays_and_cancellation_sources_follow_it()
    {
        var delay = Task.Delay(10 * Second, _time);
        using var source = new CancellationTokenSource(5 * Second, _time);

        _time.Advance(9 * Second);
        source.IsCancellationRequested.ShouldBeTrue();
        delay.IsCompleted.ShouldBeFalse();
        _time.Advance(Second);

        delay.IsCompletedSuccessfully.ShouldBeTrue();
    }
}
