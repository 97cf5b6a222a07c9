using Krewe.Grains.Collections;
using Krewe.Grains.Kinds;
using Krewe.Grains.Objects;
using Krewe.Grains.Reconciling;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Planning.GarbageCollection;
using Orleans;

namespace Krewe.Grains.GarbageCollection;

/// <inheritdoc cref="IGarbageCollectorGrain"/>
/// <remarks>
/// What it still has to look at is in memory only. That is enough: signals repeat with every change of the objects, and after a restart
/// <see cref="Sweep"/> looks at everything that has an owner.
/// </remarks>
internal sealed class GarbageCollectorGrain(ReconcileServices reconciling, KindCatalogue kinds) : Grain, IGarbageCollectorGrain
{
    private readonly HashSet<(ObjectId Id, string Uid)> _owners = [];
    private readonly HashSet<ObjectId> _dependents = [];
    private bool _sweep;
    private ReconcileLoop _loop = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _loop = new ReconcileLoop(this, DelayDeactivation, Look, reconciling);
        return Task.CompletedTask;
    }

    public Task LookAtOwner(ObjectId id, string uid)
    {
        _owners.Add((id, uid));
        _loop.Signal();
        return Task.CompletedTask;
    }

    public async Task LookAtOwnerNamed(OwnerReference owner, string dependentNamespace)
    {
        if (OwnerIds.Of(await kinds.FreshAsync(), owner, dependentNamespace) is { } id)
            await LookAtOwner(id, owner.Uid ?? "");
    }

    public Task LookAtDependent(ObjectId id)
    {
        _dependents.Add(id);
        _loop.Signal();
        return Task.CompletedTask;
    }

    public Task Sweep()
    {
        _sweep = true;
        _loop.Signal();
        return Task.CompletedTask;
    }

    private async Task<LookResult> Look(CancellationToken cancellationToken)
    {
        if (_sweep)
            await FindAll();
        _sweep = false;
        await Work(_owners, owner => CollectOwner(owner.Id, owner.Uid, cancellationToken));
        await Work(_dependents, async id =>
            await GrainFactory.GetGrain<ICollectionGrain>(id.Collection).Get(id.Key) is not { } document
            || await CollectDependent(document.Object, cancellationToken));
        return _dependents.Count + _owners.Count > 0 ? new LookResult(reconciling.Options.FirstBackOff) : LookResult.Settled;
    }

    // An item is taken off before it is looked at, so that a signal meanwhile makes another look; it comes back if it is not done with.
    private Task Work<T>(HashSet<T> waiting, Func<T, Task<bool>> collect)
    {
        var items = waiting.ToArray();
        return BoundedCalls.ForEach(items, reconciling.Options.Parallelism, async item =>
        {
            waiting.Remove(item);
            var done = false;
            try
            {
                done = await collect(item);
            }
            finally
            {
                if (!done)
                    waiting.Add(item);
            }
        });
    }

    // As below, false where something has changed meanwhile.
    private async Task<bool> CollectOwner(ObjectId id, string uid, CancellationToken cancellationToken)
    {
        var owner = (await GrainFactory.GetGrain<ICollectionGrain>(id.Collection).Get(id.Key))?.Object;
        var dependents = await Dependents(uid);
        if (owner?.Metadata.Uid == uid)
            return owner.Metadata.DeletionTimestamp is null || await Carry(GarbagePlanner.PlanOwner(owner, dependents), cancellationToken);
        foreach (var dependent in dependents)
            _dependents.Add(ApiDocument.Draft(dependent).Id);
        return true;
    }

    // False where the object has changed meanwhile and must be looked at again.
    private async Task<bool> CollectDependent(ApiObject value, CancellationToken cancellationToken)
    {
        var known = await kinds.FreshAsync();
        var ids = value.Metadata.OwnerReferences.Select(reference => OwnerIds.Of(known, reference, value.Metadata.Namespace ?? "")).ToList();
        // Nobody can say that an owner of an unknown kind is gone, so its dependent stays.
        if (ids.Contains(null))
            return true;
        var owners = new List<ApiObject?>();
        foreach (var id in ids.OfType<ObjectId>())
            owners.Add((await GrainFactory.GetGrain<ICollectionGrain>(id.Collection).Get(id.Key))?.Object);
        var blocked = owners.Any(owner => owner?.Metadata.DeletionTimestamp is not null)
            && (await Dependents(value.Metadata.Uid ?? "")).Any(dependent => Blocks(dependent, value));
        return await Carry(GarbagePlanner.PlanDependent(new ObservedDependent(value, owners, blocked)), cancellationToken);
    }

    private async Task<bool> Carry(GarbagePlan plan, CancellationToken cancellationToken)
    {
        var done = true;
        await BoundedCalls.ForEach(plan.Release, reconciling.Options.Parallelism, async step => Judge(await GrainFactory.Carry(step, cancellationToken)));
        await BoundedCalls.ForEach(plan.Delete, reconciling.Options.Parallelism, async step => Judge(await GrainFactory.Carry(step, cancellationToken)));
        if (plan.Finalize is { } finalize && done)
            Judge(await GrainFactory.Carry(finalize, cancellationToken));
        return done;

        void Judge(WriteOutcome outcome)
        {
            if (outcome.Failure() is not { } failure)
                return;
            if (!failure.IsOutdated())
                throw new WriteRefusedException(failure.Message);
            done &= failure.Reason == Model.Failures.FailureReason.NotFound;
        }
    }

    private async Task<IReadOnlyList<ApiObject>> Dependents(string uid)
    {
        var query = new ObjectQuery(OwnerUid: uid);
        var lists = await Task.WhenAll((await kinds.FreshAsync()).All.Select(kind => GrainFactory.GetCollection(kind).List(query)));
        return [.. lists.SelectMany(list => list.Documents).Select(document => document.Object)];
    }

    private async Task FindAll()
    {
        foreach (var kind in (await kinds.FreshAsync()).All)
        {
            foreach (var document in (await GrainFactory.GetCollection(kind).List(new ObjectQuery())).Documents)
            {
                var metadata = document.Metadata;
                if (metadata.OwnerReferences.Count > 0)
                    _dependents.Add(document.Id);
                if (metadata.DeletionTimestamp is not null && CollectorFinalizers.AreOn(metadata))
                    _owners.Add((document.Id, metadata.Uid ?? ""));
            }
        }
    }

    private static bool Blocks(ApiObject dependent, ApiObject owner) =>
        dependent.Metadata.OwnerReferences.Any(reference => reference.Uid == owner.Metadata.Uid && reference.BlockOwnerDeletion == true);
}
