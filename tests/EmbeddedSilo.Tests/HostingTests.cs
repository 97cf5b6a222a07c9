using Krewe.EmbeddedSilo.Tests.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace Krewe.EmbeddedSilo.Tests;

/// <summary>The engine on the thread pool and the system's clock, as in production.</summary>
public sealed class HostingTests : IAsyncLifetime
{
    private readonly IHost _host = Build();

    private IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public Task InitializeAsync() => _host.StartAsync();

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    [Fact]
    public async Task Calls_from_many_threads_never_run_at_the_same_time_in_one_grain()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            for (var call = 0; call < 2000; call++)
                await Grains.GetGrain<IWorker>($"{call % 4}").Add(1);
        })));

        var sums = await Task.WhenAll(Enumerable.Range(0, 4).Select(key => Grains.GetGrain<IWorker>($"{key}").Add(0)));
        sums.ShouldBe([8000, 8000, 8000, 8000]);
    }

    [Fact]
    public async Task Grains_that_end_under_load_lose_no_call()
    {
        var worker = Grains.GetGrain<IWorker>("a");
        var answered = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(client => Task.Run(async () =>
        {
            for (var call = 0; call < 1000; call++)
            {
                if (client == 0 && call % 10 == 0)
                    await worker.End();
                await worker.Add(1);
                Interlocked.Increment(ref answered);
            }
        })));

        answered.ShouldBe(8000);
    }

    [Fact]
    public async Task A_grains_code_never_runs_on_two_threads_and_awaits_come_back_to_it()
    {
        var grains = Enumerable.Range(0, 8).Select(key => Grains.GetGrain<ITurnWitness>($"{key}")).ToList();

        var violations = await Task.WhenAll(Enumerable.Range(0, 400).Select(call => grains[call % 8].Work()));

        violations.Sum().ShouldBe(0);
    }

    [Fact]
    public async Task Clients_never_run_on_a_grains_turn()
    {
        var worker = Grains.GetGrain<IWorker>("a");
        await worker.Add(1);

        TaskScheduler.Current.ShouldBe(TaskScheduler.Default);
        Should.Throw<InvalidOperationException>(() => new EternalGrain());
    }

    [Fact]
    public async Task Stopping_the_host_deactivates_the_grains()
    {
        using var host = Build();
        await host.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(key => host.Services.GetRequiredService<IClusterClient>().GetGrain<IWorker>($"{key}").Add(1)));

        await host.StopAsync();

        host.Services.GetRequiredService<Journal>().Lines.Count(line => line.EndsWith("ShuttingDown", StringComparison.Ordinal)).ShouldBe(100);
    }

    private static IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<Journal>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.UseOrleans(silo => silo.UseInMemoryReminderService().AddMemoryGrainStorageAsDefault());
        return builder.Build();
    }
}

public interface ITurnWitness : IGrainWithStringKey
{
    [Orleans.Concurrency.AlwaysInterleave]
    Task<int> Work();
}

public sealed class TurnWitnessGrain : Grain, ITurnWitness
{
    private int _inside;

    public async Task<int> Work()
    {
        var violations = Step();
        await Task.Yield();
        violations += Step();
        await Task.Run(() => { });
        violations += Step();
        await Task.Factory.StartNew(() => violations += Step(), default, default, TaskScheduler.Current);
        return violations + Step();
    }

    private int Step()
    {
        var alone = Interlocked.Increment(ref _inside) == 1;
        for (var spin = 0; spin < 50; spin++)
            Thread.SpinWait(20);
        Interlocked.Decrement(ref _inside);
        return alone && TaskScheduler.Current != TaskScheduler.Default ? 0 : 1;
    }
}
