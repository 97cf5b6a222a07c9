using Krewe.EmbeddedSilo.Tests.Grains;

namespace Krewe.EmbeddedSilo.Tests;

public sealed class TurnsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_call_activates_the_grain_and_answers()
    {
        using var silo = SiloExtensions.Create();
        var worker = silo.Grains.GetGrain<IWorker>("a");

        silo.Run(() => worker.Add(2)).ShouldBe(2);
        silo.Run(() => worker.Add(3)).ShouldBe(5);
        silo.Run(() => worker.Echo("x").AsTask()).ShouldBe("x");
        silo.Journal().ShouldBe(["a activated"]);
    }

    [Fact]
    public void Calls_of_one_grain_run_one_after_the_other_in_their_order()
    {
        using var silo = SiloExtensions.Create();
        var worker = silo.Grains.GetGrain<IWorker>("a");

        silo.Run(() => Task.WhenAll(worker.Slow("1", Second), worker.Slow("2", Second), worker.Slow("3", Second)));

        silo.Journal().Skip(1).ShouldBe(["1 begins", "1 ends", "2 begins", "2 ends", "3 begins", "3 ends"]);
        silo.Time.Elapsed.ShouldBe(3 * Second);
    }

    [Fact]
    public void Interleaving_calls_run_beside_a_slow_one()
    {
        using var silo = SiloExtensions.Create();
        var worker = silo.Grains.GetGrain<IWorker>("a");

        silo.Run(() => Task.WhenAll(worker.Slow("slow", 10 * Second), worker.SlowInterleaving("quick", Second)));

        silo.Journal().Skip(1).ShouldBe(["slow begins", "quick begins", "quick ends", "slow ends"]);
    }

    [Fact]
    public void An_interleaving_call_keeps_no_other_call_waiting()
    {
        using var silo = SiloExtensions.Create();
        var worker = silo.Grains.GetGrain<IWorker>("a");

        silo.Run(() => Task.WhenAll(worker.SlowInterleaving("slow", 10 * Second), worker.Slow("quick", Second)));

        silo.Journal().Skip(1).ShouldBe(["slow begins", "quick begins", "quick ends", "slow ends"]);
    }

    [Fact]
    public void Readers_run_together_and_writers_alone()
    {
        using var silo = SiloExtensions.Create();
        var worker = silo.Grains.GetGrain<IWorker>("a");

        silo.Run(() => Task.WhenAll(
            worker.SlowReading("r1", 2 * Second), worker.SlowReading("r2", Second), worker.Slow("w", Second), worker.SlowReading("r3", Second)));

        silo.Journal().Skip(1).ShouldBe(["r1 begins", "r2 begins", "r2 ends", "r1 ends", "w begins", "w ends", "r3 begins", "r3 ends"]);
    }

    [Fact]
    public void Grains_run_side_by_side()
    {
        using var silo = SiloExtensions.Create();

        silo.Run(() => Task.WhenAll(Enumerable.Range(0, 50).Select(key => silo.Grains.GetGrain<IWorker>($"{key}").Slow($"{key}", Second))));

        silo.Time.Elapsed.ShouldBe(Second);
    }

    [Fact]
    public void A_one_way_call_returns_at_once_and_its_failure_stays_in_the_log()
    {
        using var silo = SiloExtensions.Create();
        var worker = silo.Grains.GetGrain<IWorker>("a");

        silo.Run(() => worker.Tell("told", Second));
        silo.Journal().ShouldNotContain("told ends");
        silo.Advance(Second);

        silo.Journal().ShouldContain("told ends");
        silo.Run(() => worker.Add(1)).ShouldBe(1);
    }

    [Fact]
    public void Failures_keep_their_type_and_message()
    {
        using var silo = SiloExtensions.Create();
        var worker = silo.Grains.GetGrain<IWorker>("a");

        Should.Throw<ArgumentException>(() => silo.Run(() => worker.Fail("now"))).Message.ShouldBe("now");
        Should.Throw<ArgumentException>(() => silo.Run(() => worker.FailLater("later"))).Message.ShouldBe("later");
        silo.Run(() => worker.Add(1)).ShouldBe(1);
    }

    [Fact]
    public void The_context_of_a_call_reaches_the_grain_and_what_the_grain_sets_reaches_nobody()
    {
        using var silo = SiloExtensions.Create();
        var worker = silo.Grains.GetGrain<IWorker>("a");

        silo.Run(async () =>
        {
            RequestContext.Set("user", "me");
            await worker.StoreContext("user");
            RequestContext.Get("user").ShouldBe("me");
            RequestContext.Clear();
            await worker.StoreContext("user");
        });

        silo.Journal().Skip(1).ShouldBe(["user=me", "user=nothing"]);
    }
}
