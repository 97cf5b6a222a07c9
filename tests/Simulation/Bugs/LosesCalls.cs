using Krewe.Grains.Collections;
using Krewe.Grains.Reconciling;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Krewe.Simulation.Bugs;

/// <summary>An engine that loses some calls of one method, which nobody waits for.</summary>
internal abstract class LosesCalls(string method, int oneIn) : PlantedBug
{
    private readonly Random _random = new(1);

    public override void Plant(IServiceCollection services) => services.AddSingleton<IIncomingGrainCallFilter>(new Filter(method, oneIn, _random));

    private sealed class Filter(string method, int oneIn, Random random) : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context) =>
            context.MethodName == method && random.Next(oneIn) == 0 ? Task.CompletedTask : context.Invoke();
    }
}

/// <summary>Some batches of changes never reach their observers.</summary>
internal sealed class LosesWatchBatches() : LosesCalls(nameof(ICollectionObserver.OnChanges), 20)
{
    public override string Name => "loses-watch-batches";
}

/// <summary>Some signals never reach those who have to look again.</summary>
internal sealed class LosesSignals() : LosesCalls(nameof(IReconciledGrain.Signal), 10)
{
    public override string Name => "loses-signals";
}
