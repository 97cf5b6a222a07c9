using Krewe.Model.Meta;

namespace Krewe.Planning.GarbageCollection;

/// <summary>Follows owner references.</summary>
public static class GarbagePlanner
{
    /// <summary>Plans for an object with owners: it goes when all of them are gone, and loses references to those that are.</summary>
    public static GarbagePlan PlanDependent(ObservedDependent observed) => throw new NotImplementedException();

    /// <summary>
    /// Plans for an object that is being deleted and still has a finalizer of the collector (foreground or orphan).
    /// </summary>
    /// <param name="owner">The object.</param>
    /// <param name="dependents">Every object that names the owner's UID in its references.</param>
    public static GarbagePlan PlanOwner(ApiObject owner, IReadOnlyList<ApiObject> dependents) => throw new NotImplementedException();
}
