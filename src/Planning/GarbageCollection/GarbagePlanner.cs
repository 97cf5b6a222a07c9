using Krewe.Model.Meta;
using Krewe.Planning.Plans;

namespace Krewe.Planning.GarbageCollection;

/// <summary>
/// Follows owner references, as Kubernetes' collector does: an object goes when it has owners and all of them are gone. An owner that
/// is deleted in the foreground waits for the dependents that block it; one that is deleted with its dependents orphaned waits until
/// they no longer name it.
/// </summary>
/// <remarks>Safe against stale knowledge because every deletion is conditional on the object's version, and an owner is gone only if no
/// object with its name and UID exists. An object with one live owner is never deleted.</remarks>
public static class GarbagePlanner
{
    /// <summary>Plans for an object with owners: it goes when all of them are gone, and loses references to those that are.</summary>
    public static GarbagePlan PlanDependent(ObservedDependent observed)
    {
        var value = observed.Object;
        var references = value.Metadata.OwnerReferences;
        if (references.Count == 0 || value.Metadata.DeletionTimestamp is not null)
            return GarbagePlan.Nothing;

        List<OwnerReference> solid = [], dangling = [], waiting = [];
        for (var i = 0; i < references.Count; i++)
        {
            var owner = observed.Owners[i];
            (owner is null || owner.Metadata.Uid != references[i].Uid ? dangling : WaitsForDependents(owner) ? waiting : solid).Add(references[i]);
        }

        if (solid.Count > 0)
            return dangling.Count + waiting.Count == 0 ? GarbagePlan.Nothing : new GarbagePlan { Release = [new(WithOwners(value, solid))] };

        // Dependents of the dependent that block it make its deletion a foreground one too, so that the owner waits for all of them.
        var policy = waiting.Count > 0 && observed.HasBlockingDependents ? PropagationPolicy.Foreground : OwnPolicy(value);
        return new GarbagePlan { Delete = [new PlannedDeletion<ApiObject>(value) { Propagation = policy, OnlyIfUnchanged = true }] };
    }

    /// <summary>
    /// Plans for an object that is being deleted and still has a finalizer of the collector (foreground or orphan).
    /// </summary>
    /// <param name="owner">The object.</param>
    /// <param name="dependents">Every object that names the owner's UID in its references.</param>
    public static GarbagePlan PlanOwner(ApiObject owner, IReadOnlyList<ApiObject> dependents)
    {
        if (owner.Metadata.DeletionTimestamp is null)
            return GarbagePlan.Nothing;
        if (owner.Metadata.Finalizers.Contains(CollectorFinalizers.Orphan))
        {
            return dependents.Count == 0 ? Finalized(owner, CollectorFinalizers.Orphan) : new GarbagePlan
            {
                Release = [.. dependents.Select(dependent => new PlannedUpdate<ApiObject>(
                    WithOwners(dependent, [.. dependent.Metadata.OwnerReferences.Where(reference => reference.Uid != owner.Metadata.Uid)])))],
            };
        }
        if (!owner.Metadata.Finalizers.Contains(CollectorFinalizers.Foreground))
            return GarbagePlan.Nothing;

        // Dependents with other owners are released, the rest goes; the owner follows when no dependent that blocks it is left.
        List<PlannedUpdate<ApiObject>> release = [];
        List<PlannedDeletion<ApiObject>> delete = [];
        foreach (var dependent in dependents)
        {
            var others = dependent.Metadata.OwnerReferences.Where(reference => reference.Uid != owner.Metadata.Uid).ToList();
            if (others.Count > 0)
                release.Add(new PlannedUpdate<ApiObject>(WithOwners(dependent, others)));
            else if (dependent.Metadata.DeletionTimestamp is null)
                delete.Add(new PlannedDeletion<ApiObject>(dependent) { Propagation = PropagationPolicy.Foreground, OnlyIfUnchanged = true });
        }
        var blocked = dependents.Any(dependent => dependent.Metadata.OwnerReferences.Any(
            reference => reference.Uid == owner.Metadata.Uid && reference.BlockOwnerDeletion == true));
        return new GarbagePlan { Release = release, Delete = delete, Finalize = blocked ? null : Finalized(owner, CollectorFinalizers.Foreground).Finalize };
    }

    private static bool WaitsForDependents(ApiObject owner) =>
        owner.Metadata.DeletionTimestamp is not null && owner.Metadata.Finalizers.Contains(CollectorFinalizers.Foreground);

    private static PropagationPolicy OwnPolicy(ApiObject value) =>
        value.Metadata.Finalizers.Contains(CollectorFinalizers.Orphan) ? PropagationPolicy.Orphan
        : value.Metadata.Finalizers.Contains(CollectorFinalizers.Foreground) ? PropagationPolicy.Foreground
        : PropagationPolicy.Background;

    private static GarbagePlan Finalized(ApiObject owner, string finalizer) => new()
    {
        Finalize = new PlannedUpdate<ApiObject>(owner with
        {
            Metadata = owner.Metadata with { Finalizers = [.. owner.Metadata.Finalizers.Where(other => other != finalizer)] },
        }),
    };

    private static ApiObject WithOwners(ApiObject value, IReadOnlyList<OwnerReference> owners) =>
        value with { Metadata = value.Metadata with { OwnerReferences = owners } };
}
