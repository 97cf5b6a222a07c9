using Krewe.EmbeddedSilo.Tests.Grains;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Krewe.EmbeddedSilo.Tests;

public sealed class LifecycleTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_failed_activation_is_reported_to_all_callers_and_tried_again_for_later_ones()
    {
        using var silo = SiloExtensions.Create();
        var broken = silo.Grains.GetGrain<IBroken>("b");

        var calls = new[] { silo.Start(() => broken.Answer()), silo.Start(() => broken.Answer()), silo.Start(() => broken.Answer()) };
        silo.RunUntilIdle();

        calls.ShouldAllBe(call => call.Exception!.InnerException is FormatException);
        var tries = silo.Journal().Count;
        Should.Throw<FormatException>(() => silo.Run(() => broken.Answer())).Message.ShouldBe("b is broken");
        silo.Journal().Count.ShouldBe(tries + 1);
        silo.Journal().ShouldAllBe(line => line == "tries");
        silo.Activations.ShouldBe(0);
    }

    [Fact]
    public void A_grain_that_ends_itself_comes_back_anew_and_loses_no_waiting_call()
    {
        using var silo = SiloExtensions.Create();
        var worker = silo.Grains.GetGrain<IWorker>("a");
        silo.Run(() => worker.Add(10)).ShouldBe(10);

        var first = silo.Start(() => worker.End());
        var sums = Enumerable.Range(0, 5).Select(_ => worker).Select(same => Sum(silo, same)).ToList();
        silo.RunUntilIdle();

        first.IsCompletedSuccessfully.ShouldBeTrue();
        sums.ShouldAllBe(sum => sum.IsCompletedSuccessfully);
        silo.Journal().ShouldBe(["a activated", "a deactivated ApplicationRequested", "a activated"]);
        silo.Run(() => worker.Add(0)).ShouldBeLessThan(10, "what was kept in memory only is gone");

        static Task Sum(DeterministicSilo silo, IWorker worker) => silo.Start(() => worker.Add(1));
    }

    [Fact]
    public void A_grain_that_ends_itself_while_it_activates_answers_all_the_same()
    {
        using var silo = SiloExtensions.Create();
        var shy = silo.Grains.GetGrain<IShy>("s");

        silo.Run(() => Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shy.Answer()))).ShouldAllBe(answer => answer == 42);
        silo.RunUntilIdle();

        silo.Activations.ShouldBe(0);
    }

    [Fact]
    public void A_timer_whose_tick_waits_ends_with_its_grain()
    {
        using var silo = SiloExtensions.Create();
        var clock = silo.Grains.GetGrain<IClock>("a");
        silo.Run(() => clock.Start(Second, Second, default, interleave: false, keepAlive: false));
        var busy = silo.Start(() => clock.Busy(5 * Second));
        silo.Advance(2 * Second);

        silo.Stop();

        busy.IsCompletedSuccessfully.ShouldBeTrue();
        silo.Journal().ShouldBe(["busy 0", "free 5", "deactivated 5"]);
    }

    [Fact]
    public void A_running_call_ends_before_its_grain_does()
    {
        using var silo = SiloExtensions.Create();
        var worker = silo.Grains.GetGrain<IWorker>("a");

        silo.Run(() => Task.WhenAll(worker.SlowInterleaving("slow", 10 * Second), worker.End(), worker.Add(1)));

        silo.Journal().ShouldBe(["a activated", "slow begins", "slow ends", "a deactivated ApplicationRequested", "a activated"]);
    }

    [Fact]
    public void Idle_grains_are_collected_at_their_age()
    {
        using var silo = SiloExtensions.Create();
        silo.Run(() => Task.WhenAll(
            silo.Grains.GetGrain<IWorker>("default").Add(1),
            silo.Grains.GetGrain<IEternal>("eternal").Touch(),
            silo.Grains.GetGrain<IBrief>("brief").Touch()));
        silo.Activations.ShouldBe(3);

        silo.Advance(1.9 * Minute);
        silo.Activations.ShouldBe(3);
        silo.Advance(1.2 * Minute);
        silo.Journal().ShouldContain("brief ActivationIdle");
        silo.Advance(11 * Minute);
        silo.Activations.ShouldBe(2);
        silo.Advance(3 * Minute);
        silo.Journal().ShouldContain("default deactivated ActivationIdle");
        silo.Advance(TimeSpan.FromDays(2));

        silo.Activations.ShouldBe(1);
    }

    [Fact]
    public void A_used_grain_is_not_collected_nor_is_one_that_delays_it()
    {
        using var silo = SiloExtensions.Create();
        var used = silo.Grains.GetGrain<IWorker>("used");
        silo.Run(() => silo.Grains.GetGrain<IWorker>("delayed").StayFor(60 * Minute));
        for (var minute = 0; minute < 40; minute += 10)
        {
            silo.Run(() => used.Add(1));
            silo.Advance(10 * Minute);
        }

        silo.Run(() => used.Add(0)).ShouldBe(4);
        silo.Activations.ShouldBe(2);
        silo.Advance(40 * Minute);
        silo.Activations.ShouldBe(0);
    }

    [Fact]
    public void A_grain_with_a_running_call_is_not_collected()
    {
        using var silo = SiloExtensions.Create(configure: builder => builder.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = TimeSpan.FromDays(1)));

        silo.Run(() => silo.Grains.GetGrain<IWorker>("a").Slow("long", 55 * Minute));

        silo.Journal().ShouldBe(["a activated", "long begins", "long ends"]);
    }

    [Fact]
    public void Stopping_the_silo_ends_all_grains_and_refuses_new_ones()
    {
        var silo = SiloExtensions.Create();
        var worker = silo.Grains.GetGrain<IWorker>("a");
        silo.Run(() => Task.WhenAll(worker.Add(1), silo.Grains.GetGrain<IWorker>("b").Add(1)));
        var slow = silo.Start(() => worker.Slow("slow", 5 * Second));
        silo.RunUntilIdle();

        silo.Stop();

        slow.IsCompletedSuccessfully.ShouldBeTrue("a running call may end");
        silo.Journal().Order().ShouldBe(
            ["a activated", "a deactivated ShuttingDown", "b activated", "b deactivated ShuttingDown", "slow begins", "slow ends"]);
        Should.Throw<SiloUnavailableException>(() => silo.Run(() => worker.Add(1)));
        silo.Dispose();
    }

    [Fact]
    public void Stopping_does_not_wait_for_ever()
    {
        var silo = SiloExtensions.Create();
        var stuck = silo.Start(() => silo.Grains.GetGrain<IWorker>("a").Slow("stuck", TimeSpan.FromDays(1)));
        silo.RunUntilIdle();
        var before = silo.Time.Elapsed;

        silo.Stop();

        (silo.Time.Elapsed - before).ShouldBe(30 * Second);
        stuck.IsCompletedSuccessfully.ShouldBeFalse();
    }

    [Fact]
    public void Stateless_workers_share_the_calls_up_to_their_number()
    {
        using var silo = SiloExtensions.Create();
        var pool = silo.Grains.GetGrain<IPool>("p");

        silo.Run(() => Task.WhenAll(Enumerable.Range(0, 9).Select(_ => pool.Work(Second))));

        silo.Activations.ShouldBe(3);
        silo.Time.Elapsed.ShouldBe(3 * Second);
    }
}
