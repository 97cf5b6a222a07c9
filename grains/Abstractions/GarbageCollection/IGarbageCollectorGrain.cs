using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Orleans;
using Orleans.Concurrency;

namespace Krewe.Grains.GarbageCollection;

/// <summary>Follows owner references: dependents go after their owners, or are let go. There is one, with the key <see cref="Key"/>.</summary>
public interface IGarbageCollectorGrain : IGrainWithStringKey
{
    /// <summary>The key of the only collector.</summary>
    const string Key = "default";

    /// <summary>An owner is gone, or waits for its dependents.</summary>
    [OneWay, AlwaysInterleave]
    Task LookAtOwner(ObjectId id, string uid);

    /// <summary>An owner may have waited for a dependent that is gone; it is told as the dependent, in its namespace, has named it.</summary>
    [OneWay, AlwaysInterleave]
    Task LookAtOwnerNamed(OwnerReference owner, string dependentNamespace);

    /// <summary>The owners of an object may be gone.</summary>
    [OneWay, AlwaysInterleave]
    Task LookAtDependent(ObjectId id);

    /// <summary>Looks at every object that has owners or waits for dependents: after the control plane was away.</summary>
    [OneWay, AlwaysInterleave]
    Task Sweep();
}
