using Krewe.Model.Coordination;
using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Planning.GarbageCollection;

namespace Krewe.Planning.Signals;

/// <summary>The collector looks when an owner is gone or waits for its dependents, and when an object's owners may be gone already.</summary>
internal sealed class CollectorRoute : ISignalRoute
{
    public void Route(in ObjectChange change, ISet<SignalTarget> targets)
    {
        // Events and leases come and go all the time and own nothing.
        if (change.Latest is Event or Lease)
            return;

        if (change.After is null || CollectorFinalizers.AreOn(change.After.Metadata) && change.After.Metadata.DeletionTimestamp is not null && change.Asks)
            targets.Add(new SignalTarget.OwnerCollector(change.Id, change.Metadata.Uid ?? ""));
        if (change.After is { Metadata.OwnerReferences.Count: > 0 } && change.DiffersIn(static value => value.Metadata.OwnerReferences))
            targets.Add(new SignalTarget.DependentCollector(change.Id));

        // Owners that wait in the foreground may have waited for this one.
        if (change.Before is null || !change.DiffersIn(static value => value.Metadata.OwnerReferences))
            return;
        foreach (var owner in change.Before.Metadata.OwnerReferences.Where(owner => owner.BlockOwnerDeletion == true))
        {
            targets.Add(OwnerIds.Of(KindSet.BuiltIn, owner, change.Namespace) is { } id
                ? new SignalTarget.OwnerCollector(id, owner.Uid ?? "")
                : new SignalTarget.BlockedOwner(owner, change.Namespace));
        }
    }
}
