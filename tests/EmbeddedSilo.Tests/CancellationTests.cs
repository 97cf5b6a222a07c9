using Krewe.EmbeddedSilo.Tests.Grains;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Krewe.EmbeddedSilo.Tests;

public sealed class CancellationTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Cancelling_ends_the_callers_wait_and_reaches_the_grain()
    {
        using var silo = SiloExtensions.Create();
        using var source = new CancellationTokenSource(5 * Second, silo.Time);

        Should.Throw<OperationCanceledException>(() => silo.Run(() => silo.Grains.GetGrain<IWorker>("a").SlowUntilCancelled(source.Token)));

        silo.Time.Elapsed.ShouldBe(5 * Second);
        silo.RunUntilIdle();
        silo.Journal().ShouldContain("grain saw the cancellation");
    }

    [Fact]
    public void A_cancelled_token_sends_nothing()
    {
        using var silo = SiloExtensions.Create();

        Should.Throw<OperationCanceledException>(
            () => silo.Run(() => silo.Grains.GetGrain<IWorker>("a").SlowUntilCancelled(new CancellationToken(canceled: true))));

        silo.Activations.ShouldBe(0);
    }

    [Fact]
    public void A_call_cancelled_while_it_waits_never_runs()
    {
        using var silo = SiloExtensions.Create();
        var worker = silo.Grains.GetGrain<IWorker>("a");
        using var source = new CancellationTokenSource(Second, silo.Time);
        var slow = silo.Start(() => worker.Slow("slow", 10 * Second));
        silo.RunUntilIdle();

        Should.Throw<OperationCanceledException>(() => silo.Run(() => worker.SlowUntilCancelled(source.Token)));
        silo.Time.Elapsed.ShouldBe(Second);
        silo.Advance(60 * Second);

        slow.IsCompletedSuccessfully.ShouldBeTrue();
        silo.Journal().ShouldNotContain("grain saw the cancellation");
        silo.Run(() => worker.Add(1)).ShouldBe(1);
    }

    [Fact]
    public void A_call_that_is_not_answered_times_out_and_its_grain_is_told()
    {
        using var silo = SiloExtensions.Create(configure: builder => builder.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = 20 * Second));

        Should.Throw<TimeoutException>(() => silo.Run(() => silo.Grains.GetGrain<IWorker>("a").SlowUntilCancelled(default)))
            .Message.ShouldContain("worker/a.SlowUntilCancelled");

        silo.Time.Elapsed.ShouldBeInRange(20 * Second, 22 * Second);
        silo.RunUntilIdle();
        silo.Journal().ShouldContain("grain saw the cancellation");
    }

    [Fact]
    public void Calls_that_wait_behind_a_stuck_one_time_out_too()
    {
        using var silo = SiloExtensions.Create();
        var worker = silo.Grains.GetGrain<IWorker>("a");
        var stuck = silo.Start(() => worker.Slow("stuck", TimeSpan.FromMinutes(2)));
        silo.Advance(10 * Second);
        var waiting = silo.Start(() => worker.Add(1));

        silo.Advance(23 * Second);
        stuck.Exception!.InnerException.ShouldBeOfType<TimeoutException>();
        waiting.IsCompleted.ShouldBeFalse();
        silo.Advance(10 * Second);
        waiting.Exception!.InnerException.ShouldBeOfType<TimeoutException>();

        silo.Advance(TimeSpan.FromMinutes(2));
        silo.Run(() => worker.Add(1)).ShouldBe(1, "the call that timed out while it waited never ran");
    }

    [Fact]
    public void A_method_may_have_a_timeout_of_its_own()
    {
        using var silo = SiloExtensions.Create();
        var worker = silo.Grains.GetGrain<IWorker>("a");

        silo.Run(() => worker.SlowWithTimeout(2 * Second));
        Should.Throw<TimeoutException>(() => silo.Run(() => worker.SlowWithTimeout(10 * Second)));

        silo.Time.Elapsed.ShouldBe(5 * Second);
    }

    [Fact]
    public void More_waiting_calls_than_the_limit_are_refused()
    {
        using var silo = SiloExtensions.Create(configure: builder => builder.Configure<SiloMessagingOptions>(o => o.MaxEnqueuedRequestsHardLimit = 10));
        var worker = silo.Grains.GetGrain<IWorker>("a");
        var slow = silo.Start(() => worker.Slow("slow", Second));
        silo.RunUntilIdle();

        var calls = Enumerable.Range(0, 25).Select(_ => silo.Start(() => worker.Add(1))).ToList();
        silo.Advance(2 * Second);

        slow.IsCompletedSuccessfully.ShouldBeTrue();
        calls.Count(call => call.IsCompletedSuccessfully).ShouldBe(10);
        calls.Where(call => call.IsFaulted).ShouldAllBe(call => call.Exception!.InnerException is LimitExceededException);
        silo.Run(() => worker.Add(0)).ShouldBe(10);
    }
}
