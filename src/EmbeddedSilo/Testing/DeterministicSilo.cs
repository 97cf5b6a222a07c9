using Krewe.EmbeddedSilo.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;

namespace Krewe.EmbeddedSilo.Testing;

/// <summary>
/// A silo under virtual time whose turns run on the calling thread in an order chosen by a seed: the same seed and workload give the
/// same run. Time goes on only when nothing can run.
/// </summary>
/// <remarks>
/// Everything that grains await must come from the silo: its calls, timers and storages, delays and cancellation sources of
/// <see cref="Time"/>, tasks that other turns complete. Work that comes back from another thread (a real socket, <c>Task.Run</c>, an
/// await that left its scheduler by <c>ConfigureAwait(false)</c>) cannot be replayed and fails the run.
/// </remarks>
public sealed class DeterministicSilo : IAsyncDisposable, IDisposable
{
    private readonly DeterministicScheduler _scheduler;
    private readonly ServiceProvider _services;
    private readonly Silo _silo;
    private readonly MortalClock _clock;
    private int _clients;
    private bool _stopped;

    /// <summary>Builds and starts a silo.</summary>
    /// <param name="seed">Chooses the order of turns.</param>
    /// <param name="configure">Sets the silo up, as in production; <see cref="TimeProvider"/> is the virtual one.</param>
    /// <param name="time">The clock, where several parts share one; null for a new one.</param>
    public DeterministicSilo(int seed, Action<ISiloBuilder>? configure = null, VirtualTimeProvider? time = null)
    {
        Seed = seed;
        Time = time ?? new VirtualTimeProvider();
        _scheduler = new DeterministicScheduler(seed, Time);
        _clock = new MortalClock(Time);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddSingleton<TurnScheduler>(_scheduler);
        services.AddEmbeddedSilo(configure);
        _services = services.BuildServiceProvider();
        _silo = _services.GetRequiredService<Silo>();
        Run(() => _silo.StartAsync(CancellationToken.None));
    }

    /// <summary>What chose the order of turns.</summary>
    public int Seed { get; }

    /// <summary>The clock.</summary>
    public VirtualTimeProvider Time { get; }

    /// <summary>Makes references to grains.</summary>
    public IGrainFactory Grains => _silo;

    /// <summary>The services of the silo.</summary>
    public IServiceProvider Services => _services;

    /// <summary>Everything that ran so far, and when, as one number: equal for equal runs.</summary>
    public ulong TraceHash => _scheduler.TraceHash;

    /// <summary>How many turns ran so far.</summary>
    public long Steps => _scheduler.Steps;

    /// <summary>How many activations there are.</summary>
    public int Activations => _silo.Directory.Activations.Count();

    /// <summary>How long <see cref="Run(Func{Task})"/> lets virtual time go on before it gives up: one hour.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Told of each turn before it runs: its number and the grain or client.</summary>
    public void TraceTo(Action<long, string> tracer) => _scheduler.Tracer = tracer;

    /// <summary>
    /// Starts code outside of grains whose steps are turns of this silo; it runs when the silo does. Several run side by side.
    /// </summary>
    public Task Start(Func<Task> client)
    {
        ArgumentNullException.ThrowIfNull(client);
        var context = new ClientContext(_scheduler, $"client {++_clients}");
        var done = new TaskCompletionSource();
        context.Post(state => _ = FollowAsync(client, (TaskCompletionSource)state!), done);
        return done.Task;

        static async Task FollowAsync(Func<Task> client, TaskCompletionSource done)
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
    /// <exception cref="InvalidOperationException">The code did not end: nothing was left to happen, or patience ran out.</exception>
    public void Run(Func<Task> client)
    {
        var done = Start(client);
        RunUntil(() => done.IsCompleted);
        done.GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Run(Func{Task})"/>
    public T Run<T>(Func<Task<T>> client)
    {
        ArgumentNullException.ThrowIfNull(client);
        T result = default!;
        Run(async () => { result = await client(); });
        return result;
    }

    /// <summary>Runs until the condition holds; time goes on as needed.</summary>
    /// <exception cref="InvalidOperationException">It never held: nothing was left to happen, or patience ran out.</exception>
    public void RunUntil(Func<bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var limit = Time.Elapsed + Patience;
        _scheduler.RunAsOwner(() =>
        {
            while (!condition())
            {
                if (_scheduler.Step())
                    continue;
                if (Time.UntilNextTimer is not { } wait)
                    throw new InvalidOperationException($"Seed {Seed}: nothing is left to run and no timer is armed.");
                if (Time.Elapsed + wait > limit)
                    throw new InvalidOperationException($"Seed {Seed}: what was waited for did not happen within {Patience} of virtual time.");

                Time.Advance(wait);
            }
        });
    }

    /// <summary>Runs all that can run without time going on.</summary>
    public void RunUntilIdle() => _scheduler.RunAsOwner(() =>
    {
        while (_scheduler.Step())
        {
        }
    });

    /// <summary>Lets time go on by this much: from one timer to the next, running all that can run at each.</summary>
    public void Advance(TimeSpan span)
    {
        var end = Time.Elapsed + span;
        _scheduler.RunAsOwner(() =>
        {
            while (true)
            {
                while (_scheduler.Step())
                {
                }

                var left = end - Time.Elapsed;
                if (Time.UntilNextTimer is not { } wait || wait > left)
                {
                    Time.Advance(left);
                    return;
                }

                Time.Advance(wait);
            }
        });
    }

    /// <summary>As <see cref="Advance"/>; within code that <see cref="Run(Func{Task})"/> runs, a delay of that length.</summary>
    public Task AdvanceAsync(TimeSpan span)
    {
        if (_scheduler.IsRunning)
            return Task.Delay(span, Time);

        Advance(span);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Ends the silo as if its process was killed: nothing of it runs any more, no timer of it fires, nobody is told. Another silo may
    /// go on with the same clock and the same storage. What its clients wait for never comes.
    /// </summary>
    public void Kill()
    {
        _stopped = true;
        _clock.IsDead = true;
        _scheduler.Kill();
    }

    /// <summary>Stops the silo as a host would: all activations are deactivated.</summary>
    public void Stop()
    {
        if (_stopped)
            return;

        _stopped = true;
        Run(() => _silo.StopAsync(CancellationToken.None));
    }

    /// <summary>Stops the silo, unless the run failed for good.</summary>
    public void Dispose()
    {
        if (!_scheduler.IsBroken)
            Stop();
        _services.Dispose();
    }

    /// <summary>Stops the silo.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
