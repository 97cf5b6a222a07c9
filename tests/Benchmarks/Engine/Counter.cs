using Orleans;

namespace Krewe.Benchmarks;

/// <summary>A grain whose methods do next to nothing, so that the engine's own cost is seen.</summary>
internal interface ICounter : IGrainWithStringKey
{
    Task<int> Add(int amount);

    ValueTask<int> AddQuickly(int amount);

    Task CallOther(string key, int times);
}

internal sealed class CounterGrain : Grain, ICounter
{
    private int _sum;

    public Task<int> Add(int amount)
    {
        _sum += amount;
        return Task.FromResult(1);
    }

    public ValueTask<int> AddQuickly(int amount) => new(_sum += amount);

    public async Task CallOther(string key, int times)
    {
        var other = GrainFactory.GetGrain<ICounter>(key);
        for (var call = 0; call < times; call++)
            await other.Add(1);
    }
}
