using Orleans.Concurrency;

namespace Krewe.EmbeddedSilo.Tests.Grains;

public interface IWorker : IGrainWithStringKey
{
    Task<int> Add(int amount);

    ValueTask<string> Echo(string text);

    Task Slow(string name, TimeSpan span);

    [AlwaysInterleave]
    Task SlowInterleaving(string name, TimeSpan span);

    [ReadOnly]
    Task SlowReading(string name, TimeSpan span);

    [OneWay]
    Task Tell(string name, TimeSpan span);

    Task Fail(string message);

    Task FailLater(string message);

    Task SlowUntilCancelled(CancellationToken cancellationToken);

    [ResponseTimeout("00:00:03")]
    Task SlowWithTimeout(TimeSpan span);

    Task End();

    Task StayFor(TimeSpan span);

    [AlwaysInterleave]
    Task<long> ActivationNumber();

    Task StoreContext(string key);

    IAsyncEnumerable<int> Count(int to, TimeSpan pause, CancellationToken cancellationToken = default);
}

public sealed class WorkerGrain(Journal journal, TimeProvider time) : Grain, IWorker
{
    private static long s_activations;
    private readonly long _number = Interlocked.Increment(ref s_activations);
    private int _sum;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        journal.Add($"{this.GetPrimaryKeyString()} activated");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        journal.Add($"{this.GetPrimaryKeyString()} deactivated {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task<int> Add(int amount) => Task.FromResult(_sum += amount);

    public ValueTask<string> Echo(string text) => new(text);

    public async Task Slow(string name, TimeSpan span)
    {
        journal.Add($"{name} begins");
        await Task.Delay(span, time);
        journal.Add($"{name} ends");
    }

    public Task SlowInterleaving(string name, TimeSpan span) => Slow(name, span);

    public Task SlowReading(string name, TimeSpan span) => Slow(name, span);

    public async Task Tell(string name, TimeSpan span)
    {
        await Slow(name, span);
        throw new InvalidOperationException("nobody hears this");
    }

    public Task Fail(string message) => throw new ArgumentException(message);

    public async Task FailLater(string message)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), time);
        throw new ArgumentException(message);
    }

    public async Task SlowUntilCancelled(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(TimeSpan.FromMinutes(10), time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            journal.Add("grain saw the cancellation");
            throw;
        }
    }

    public Task SlowWithTimeout(TimeSpan span) => Task.Delay(span, time);

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task StayFor(TimeSpan span)
    {
        DelayDeactivation(span);
        return Task.CompletedTask;
    }

    public Task<long> ActivationNumber() => Task.FromResult(_number);

    public Task StoreContext(string key)
    {
        journal.Add($"{key}={RequestContext.Get(key) ?? "nothing"}");
        RequestContext.Set(key, "leaked");
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<int> Count(
        int to, TimeSpan pause, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            for (var number = 1; number <= to; number++)
            {
                if (pause > TimeSpan.Zero)
                    await Task.Delay(pause, time, cancellationToken);
                yield return number;
            }
        }
        finally
        {
            journal.Add("count ends");
        }
    }
}
