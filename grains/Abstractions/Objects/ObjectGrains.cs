using System.Collections.Frozen;
using Krewe.Grains.CustomResources;
using Krewe.Grains.Disruptions;
using Krewe.Grains.Namespaces;
using Krewe.Grains.Nodes;
using Krewe.Grains.Pods;
using Krewe.Grains.Quotas;
using Krewe.Grains.Reconciling;
using Krewe.Grains.Services;
using Krewe.Grains.Workloads;
using Krewe.Model.Apiextensions;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Model.Policy;
using Orleans;

namespace Krewe.Grains.Objects;

/// <summary>Finds the grain of an object: the kind's own where it has behaviour, the plain one for other built-in kinds, the custom one for the rest.</summary>
public static class ObjectGrains
{
    private static readonly FrozenDictionary<string, Func<IGrainFactory, string, IObjectGrain>> Own =
        new Dictionary<string, Func<IGrainFactory, string, IObjectGrain>>(StringComparer.Ordinal)
        {
            [PodKind.Instance.Collection] = static (grains, key) => grains.GetGrain<IPodGrain>(key),
            [NodeKind.Instance.Collection] = static (grains, key) => grains.GetGrain<INodeGrain>(key),
            [NamespaceKind.Instance.Collection] = static (grains, key) => grains.GetGrain<INamespaceGrain>(key),
            [ServiceKind.Instance.Collection] = static (grains, key) => grains.GetGrain<IServiceGrain>(key),
            [ReplicationControllerKind.Instance.Collection] = static (grains, key) => grains.GetGrain<IReplicationControllerGrain>(key),
            [ReplicaSetKind.Instance.Collection] = static (grains, key) => grains.GetGrain<IReplicaSetGrain>(key),
            [CustomResourceDefinitionKind.Instance.Collection] = static (grains, key) => grains.GetGrain<ICustomResourceDefinitionGrain>(key),
            [DeploymentKind.Instance.Collection] = static (grains, key) => grains.GetGrain<IDeploymentGrain>(key),
            [ResourceQuotaKind.Instance.Collection] = static (grains, key) => grains.GetGrain<IResourceQuotaGrain>(key),
            [PodDisruptionBudgetKind.Instance.Collection] = static (grains, key) => grains.GetGrain<IPodDisruptionBudgetGrain>(key),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The grain that writes the object.</summary>
    public static IObjectGrain GetObject(this IGrainFactory grains, ObjectId id) =>
        Own.TryGetValue(id.Collection, out var find) ? find(grains, id.ToString())
        : KindRegistry.FindCollection(id.Collection) is not null ? grains.GetGrain<IPlainObjectGrain>(id.ToString())
        : grains.GetGrain<ICustomObjectGrain>(id.ToString());

    /// <summary>The grain that reconciles the object, or null where its kind has no behaviour.</summary>
    public static IReconciledGrain? GetReconciled(this IGrainFactory grains, ObjectId id) =>
        Own.TryGetValue(id.Collection, out var find) ? find(grains, id.ToString()) as IReconciledGrain : null;
}
