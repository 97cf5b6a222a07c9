using Krewe.Grains.Collections;
using Krewe.Grains.Reconciling;
using Krewe.Model.Core;
using Orleans;

namespace Krewe.Grains.Events;

/// <inheritdoc cref="IEventExpiryGrain"/>
[KeepAlive]
internal sealed class EventExpiryGrain(EventOptions options, ReconcileServices reconciling) : Grain, IEventExpiryGrain
{
    private ReconcileLoop _loop = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _loop = new ReconcileLoop(this, DelayDeactivation, RemoveOld, reconciling);
        return Task.CompletedTask;
    }

    public Task Wake()
    {
        _loop.Signal();
        return Task.CompletedTask;
    }

    private async Task<LookResult> RemoveOld(CancellationToken cancellationToken)
    {
        var collection = GrainFactory.GetCollection(EventKind.Instance);
        var oldest = reconciling.Clock.GetUtcNow() - options.Lifetime;
        var all = await collection.List(new ObjectQuery());
        var old = all.Documents.Where(document => LastSeen(document.As<Event>()) < oldest).ToList();
        await BoundedCalls.ForEach(old, reconciling.Options.Parallelism,
            document => collection.Commit(new CommitRequest(document, document.Revision, Remove: true), cancellationToken));
        return new LookResult(options.ExpiryInterval);
    }

    private static DateTimeOffset? LastSeen(Event value) =>
        value.Series?.LastObservedTime ?? value.LastTimestamp ?? value.EventTime ?? value.Metadata.CreationTimestamp;
}
