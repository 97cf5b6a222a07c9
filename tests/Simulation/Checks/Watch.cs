using Krewe.Grains.Collections;
using Krewe.Model.Kinds;
using Krewe.Simulation.Engine;
using Krewe.Simulation.Silos;

namespace Krewe.Simulation.Checks;

/// <summary>
/// A client that watches a collection from its beginning to the end of the world. It must see exactly the log: each change once, in order,
/// as it was written, with what it replaced, whatever happens to the silos; only where history was compacted may it start from a snapshot.
/// </summary>
internal sealed class Watch(World world, KindDefinition kind)
{
    private static readonly TimeSpan Renewal = ICollectionGrain.SubscriptionAge / 3;
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(200);
    private long? _revision;
    private Subscriber? _subscriber;

    public bool IsBehind => _revision is not { } seen || seen != world.Ledger.Revision(kind.Collection);

    public override string ToString() => $"{kind.Collection} at {_revision} of {world.Ledger.Revision(kind.Collection)}";

    /// <summary>Watches on a silo for as long as it lives.</summary>
    public async Task Follow(SimulatedSilo silo)
    {
        while (!silo.IsReady)
            await Task.Delay(Retry, silo.Process.Clock);
        if (silo != world.Silo)
            return;
        // Grains hold observers weakly; this field keeps it.
        var subscriber = _subscriber = new Subscriber(this);
        var reference = silo.Grains.CreateObjectReference<ICollectionObserver>(subscriber);
        while (silo == world.Silo)
        {
            subscriber.Gap = false;
            var pause = await Subscribe(silo, reference) ? Renewal : Retry;
            for (var waited = TimeSpan.Zero; waited < pause && !subscriber.Gap; waited += Retry)
                await Task.Delay(Retry, silo.Process.Clock);
        }
    }

    private async Task<bool> Subscribe(SimulatedSilo silo, ICollectionObserver reference)
    {
        var collection = silo.Grains.GetGrain<ICollectionGrain>(kind.Collection);
        try
        {
            var outcome = await collection.Subscribe(reference, _revision, CancellationToken.None);
            // Clients have gone on to the silo that took over.
            if (silo != world.Silo)
                return false;
            if (outcome is SubscribeOutcome.Expired expired)
            {
                OnExpired(expired);
                outcome = await collection.Subscribe(reference, null, CancellationToken.None);
            }
            if (silo != world.Silo || outcome is not SubscribeOutcome.Subscribed subscribed)
                return false;
            if (subscribed.Snapshot is { } snapshot && !(_revision >= snapshot.Revision))
            {
                world.Reads.CompareAll(kind, snapshot);
                _revision = snapshot.Revision;
            }
            return true;
        }
        catch (Exception error) when (error is not SimulationFailure)
        {
            world.Conductor.Trace.Line("watch", $"{this}: {error.Message}");
            return false;
        }
    }

    private void OnExpired(SubscribeOutcome.Expired expired)
    {
        if (_revision >= expired.OldestRevision && _revision <= world.Ledger.Revision(kind.Collection))
            throw new SimulationFailure("watch", $"{this} was told that its changes are gone, though history begins after {expired.OldestRevision}");
        _revision = null;
    }

    private void Take(Subscriber subscriber, ChangeBatch batch)
    {
        if (subscriber != _subscriber || _revision is not { } revision)
            return;
        Demand(batch.Revision == batch.After + batch.Changes.Count, $"a batch from {batch.After} to {batch.Revision} has {batch.Changes.Count} changes");
        if (batch.After > revision)
        {
            Demand(batch.Changes.Count == 0, $"changes between {revision} and {batch.After} are left out");
            subscriber.Gap = true;
            return;
        }
        for (var i = 0; i < batch.Changes.Count; i++)
        {
            var change = batch.Changes[i];
            Demand(change.Document.Revision == batch.After + 1 + i, $"revision {change.Document.Revision} comes in the place of {batch.After + 1 + i}");
            Compare(change);
            _revision = Math.Max(_revision.Value, change.Document.Revision);
        }
    }

    private void Compare(Change change)
    {
        var entry = world.Ledger.Find(kind.Collection, change.Document.Revision);
        Demand(entry is not null, $"revision {change.Document.Revision} is not durable");
        Demand(entry!.Document.Json.Span.SequenceEqual(change.Document.Json.Span), $"{entry} was shown as another document");
        var what = entry.Deleted ? ChangeKind.Deleted : entry.IsNew ? ChangeKind.Added : ChangeKind.Modified;
        Demand(change.Kind == what, $"{entry} was shown as {change.Kind}");
        Demand(change.Previous?.Revision == entry.Previous?.Revision || change.Previous?.Metadata.ResourceVersion == entry.Previous?.Document.Metadata.ResourceVersion,
            $"{entry} was shown as the successor of {change.Previous?.Revision}, and not of {entry.Previous?.Revision}");
    }

    private void Demand(bool holds, string what)
    {
        if (!holds)
            throw new SimulationFailure("watch", $"{kind.Collection}: {what}");
    }

    private sealed class Subscriber(Watch watch) : ICollectionObserver
    {
        /// <summary>Set when something is missing.</summary>
        public bool Gap { get; set; }

        public Task OnChanges(ChangeBatch batch)
        {
            try
            {
                watch.Take(this, batch);
            }
            catch (SimulationFailure failure)
            {
                watch.Fail(failure);
            }
            return Task.CompletedTask;
        }
    }

    // What an observer throws goes nowhere.
    private void Fail(SimulationFailure failure) => world.Conductor.Fail(failure);
}
