using Krewe.EmbeddedSilo.Tests.Grains;
using Microsoft.Extensions.DependencyInjection;

namespace Krewe.EmbeddedSilo.Tests;

public sealed class DeterminismTests
{
    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        var one = Race(42);
        var two = Race(42);

        two.Hash.ShouldBe(one.Hash);
        two.Journal.ShouldBe(one.Journal);
        two.Trace.ShouldBe(one.Trace);
    }

    [Fact]
    public void Different_seeds_find_different_interleavings()
    {
        var runs = Enumerable.Range(0, 50).Select(Race).ToList();

        runs.Select(run => run.Hash).Distinct().Count().ShouldBeGreaterThan(45);
        runs.Select(run => string.Join(",", run.Journal)).Distinct().Count().ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Work_from_another_thread_fails_the_run()
    {
        using var silo = SiloExtensions.Create();
        var source = new TaskCompletionSource();
        _ = silo.Start(async () => await source.Task);
        silo.RunUntilIdle();

        Should.Throw<InvalidOperationException>(() => silo.Run(() =>
        {
            var other = new Thread(source.SetResult);
            other.Start();
            other.Join();
            return Task.CompletedTask;
        })).Message.ShouldContain("another thread");
    }

    [Fact]
    public void A_killed_silo_does_nothing_more_and_leaves_the_clock_to_others()
    {
        using var killed = SiloExtensions.Create();
        killed.Run(() => killed.Grains.GetGrain<IClock>("a").Start(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), default, false, false));
        var call = killed.Start(() => killed.Grains.GetGrain<IClock>("b").Busy(TimeSpan.FromSeconds(5)));
        killed.Advance(TimeSpan.FromSeconds(2.5));

        killed.Kill();
        using var other = new DeterministicSilo(2, builder => builder.Services.AddSingleton<Journal>(), killed.Time);
        other.Run(() => other.Grains.GetGrain<IClock>("a").Busy(TimeSpan.FromSeconds(10)));
        killed.RunUntilIdle();

        killed.Journal().ShouldBe(["busy 0", "tick 1", "tick 2"]);
        call.IsCompleted.ShouldBeFalse();
        other.Journal().ShouldBe(["busy 0", "free 10"]);
        other.Advance(TimeSpan.FromMinutes(30));
        other.Stop();
        killed.Time.UntilNextTimer.ShouldBeNull("neither silo left a timer behind");
    }

    [Fact]
    public void What_can_never_happen_is_told_instead_of_waited_for()
    {
        using var silo = SiloExtensions.Create();

        Should.Throw<InvalidOperationException>(() => silo.Run(() => new TaskCompletionSource().Task)).Message.ShouldContain("Seed 1");
    }

    [Fact]
    public void A_completed_source_continues_its_grain_whatever_its_options()
    {
        using var silo = SiloExtensions.Create();
        var source = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);

        var waiting = silo.Start(async () => (await source.Task).ShouldBe(5));
        silo.RunUntilIdle();
        silo.Run(() =>
        {
            source.SetResult(5);
            return Task.CompletedTask;
        });
        silo.RunUntilIdle();

        waiting.IsCompletedSuccessfully.ShouldBeTrue();
    }

    private static (ulong Hash, IReadOnlyList<string> Journal, List<string> Trace) Race(int seed)
    {
        using var silo = SiloExtensions.Create(seed);
        List<string> trace = [];
        silo.TraceTo((step, name) => trace.Add($"{step} {name}"));
        silo.Run(() => Task.WhenAll(Enumerable.Range(0, 5).Select(number =>
            silo.Grains.GetGrain<ICaller>($"{number}").SignalFirst([$"{number + 10}", "shared"])
                .ContinueWith(_ => silo.Grains.GetGrain<IWorker>($"{number}").Slow($"{number}", TimeSpan.FromSeconds(1)), TaskScheduler.FromCurrentSynchronizationContext()).Unwrap())));
        return (silo.TraceHash, silo.Journal(), trace);
    }
}
