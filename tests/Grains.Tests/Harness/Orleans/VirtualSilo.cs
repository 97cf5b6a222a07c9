using System.Net;
using System.Net.Sockets;
using Krewe.EmbeddedSilo.Testing;
using Krewe.Grains.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Krewe.Grains.Tests.Harness.Orleans;

/// <summary>
/// An Orleans silo whose grains live under virtual time: it goes on only when nothing can run. The silo's own machinery keeps to the machine's
/// clock, and turns of different grains run side by side, as they do in production.
/// </summary>
internal sealed class VirtualSilo
{
    private readonly ClientSteps _clients = new();
    private readonly SiloClock _clock;
    private readonly IHost _host;

    public VirtualSilo(int seed, Action<ISiloBuilder> configure, VirtualTimeProvider time)
    {
        Seed = seed;
        Time = time;
        _clock = new SiloClock(time);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddKeyedSingleton(KeyedService.AnyKey, TimeProvider.System);
        builder.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, _clock);
        builder.Services.AddKreweCodecs();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), gatewayPort: 0);
            silo.Configure<GrainCollectionOptions>(static options => options.CollectionQuantum = TimeSpan.FromSeconds(20));
            configure(silo);
        });
        _host = builder.Build();
        Task.Run(() => _host.StartAsync()).GetAwaiter().GetResult();
    }

    public int Seed { get; }

    public VirtualTimeProvider Time { get; }

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>How long <see cref="Run(Func{Task})"/> lets virtual time go on before it gives up.</summary>
    public TimeSpan Patience { get; } = TimeSpan.FromHours(1);

    /// <summary>Starts code outside of grains; it runs when the silo does. Several run side by side.</summary>
    public Task Start(Func<Task> client)
    {
        var done = new TaskCompletionSource();
        _clients.Post(_ => Follow(), null);
        return done.Task;

        async void Follow()
        {
            try
            {
                await client();
                done.SetResult();
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        }
    }

    /// <summary>Runs code outside of grains, and the silo with it, until the code has ended; time goes on as needed.</summary>
    public void Run(Func<Task> client)
    {
        var done = Start(client);
        RunUntil(() => done.IsCompleted);
        done.GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Run(Func{Task})"/>
    public T Run<T>(Func<Task<T>> client)
    {
        T result = default!;
        Run(async () => { result = await client(); });
        return result;
    }

    /// <summary>Runs until the condition holds and nothing else can run; time goes on as needed.</summary>
    public void RunUntil(Func<bool> condition) => Drive(() =>
    {
        var limit = Time.Elapsed + Patience;
        for (Settle(); !condition(); Settle())
        {
            if (Time.UntilNextTimer is not { } wait)
                throw new InvalidOperationException("Nothing is left to run and no timer is armed.");
            if (Time.Elapsed + wait > limit)
                throw new InvalidOperationException($"What was waited for did not happen within {Patience} of virtual time.");
            Time.Advance(wait);
        }
    });

    /// <summary>Runs all that can run without time going on.</summary>
    public void RunUntilIdle() => Drive(Settle);

    /// <summary>Lets time go on by this much: from one timer to the next, running all that can run at each.</summary>
    public void Advance(TimeSpan span) => Drive(() =>
    {
        var end = Time.Elapsed + span;
        for (Settle(); Time.UntilNextTimer is { } wait && wait <= end - Time.Elapsed; Settle())
            Time.Advance(wait);
        Time.Advance(end - Time.Elapsed);
    });

    /// <summary>Ends the silo as if its process was killed: no timer of it fires any more, and what its clients wait for never comes.</summary>
    public void Kill()
    {
        if (_clock.IsDead)
            return;
        _clock.IsDead = true;
        // Its storage answers no more, so that nothing it does on the way out counts.
        Task.Run(() => _host.StopAsync(new CancellationToken(canceled: true))).GetAwaiter().GetResult();
        _host.Dispose();
    }

    private void Drive(Action action)
    {
        _clock.IsDriven = true;
        try
        {
            action();
        }
        finally
        {
            _clock.IsDriven = false;
        }
    }

    private void Settle()
    {
        do
        {
            PoolRest.Wait();
        }
        while (_clients.RunOne());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
