using Krewe.Grains.GarbageCollection;
using Krewe.Grains.Objects;
using Krewe.Grains.Scheduling;
using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Planning.Signals;
using Orleans;

namespace Krewe.Grains.Collections;

/// <summary>Sends the signals that follow from durable changes. One-way, so that nobody waits for whoever has to look.</summary>
internal sealed class SignalDispatch(IGrainFactory grains)
{
    /// <summary>Signals everyone whom a batch of changes concerns, once each.</summary>
    public void Send(IReadOnlyList<Change> changes)
    {
        var targets = new HashSet<SignalTarget>();
        foreach (var change in changes)
        {
            var gone = change.Kind == ChangeKind.Deleted;
            SignalRouter.Route(change.Previous?.Outline, gone ? null : change.Document.Outline, targets);
        }
        // The pods' collection knows who uses what, and is asked once for all.
        var used = new List<ObjectId>();
        foreach (var target in targets)
        {
            if (target is SignalTarget.NodesUsing { Id: var id })
                used.Add(id);
            else
                Send(target);
        }
        if (used.Count > 0)
            grains.GetCollection(PodKind.Instance).SignalNodesUsing(used).Sent();
    }

    /// <summary>Signals the reconciler of an object.</summary>
    public void Send(ObjectId id) => grains.GetReconciled(id)?.Signal().Sent();

    private void Send(SignalTarget target)
    {
        switch (target)
        {
            case SignalTarget.Reconciler reconciler:
                Send(reconciler.Id);
                break;
            case SignalTarget.Selecting selecting:
                grains.GetGrain<ICollectionGrain>(selecting.Collection).SignalSelecting(selecting.Namespace, selecting.Labels).Sent();
                break;
            case SignalTarget.PodsOfNode node:
                // The node's own grain knows its pods, and outlives the object.
                Send(new ObjectId(NodeKind.Instance.Collection, new ObjectKey("", node.NodeName)));
                break;
            case SignalTarget.NamespaceContent content:
                Send(new ObjectId(NamespaceKind.Instance.Collection, new ObjectKey("", content.Namespace)));
                break;
            case SignalTarget.Scheduler:
                grains.GetGrain<ISchedulerGrain>(ISchedulerGrain.Key).Signal().Sent();
                break;
            case SignalTarget.OwnerCollector owner:
                grains.GetGrain<IGarbageCollectorGrain>(IGarbageCollectorGrain.Key).LookAtOwner(owner.Id, owner.Uid).Sent();
                break;
            case SignalTarget.BlockedOwner blocked:
                grains.GetGrain<IGarbageCollectorGrain>(IGarbageCollectorGrain.Key).LookAtOwnerNamed(blocked.Owner, blocked.Namespace).Sent();
                break;
            case SignalTarget.DependentCollector dependent:
                grains.GetGrain<IGarbageCollectorGrain>(IGarbageCollectorGrain.Key).LookAtDependent(dependent.Id).Sent();
                break;
        }
    }
}
