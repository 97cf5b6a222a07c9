using Krewe.Model.Apps;
using Krewe.Model.Coordination;
using Krewe.Model.Core;
using Krewe.Model.Discovery;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Planning.GarbageCollection;

/// <summary>Where the object is kept that an owner reference names.</summary>
public static class OwnerIds
{
    private static readonly Dictionary<GroupVersionKind, KindDefinition> Kinds = new KindDefinition[]
    {
        NamespaceKind.Instance, NodeKind.Instance, PodKind.Instance, ReplicationControllerKind.Instance, ServiceKind.Instance,
        EndpointsKind.Instance, ConfigMapKind.Instance, SecretKind.Instance, ServiceAccountKind.Instance, ReplicaSetKind.Instance,
        DeploymentKind.Instance, EndpointSliceKind.Instance, LeaseKind.Instance,
    }.ToDictionary(kind => kind.Gvk);

    /// <summary>The owner's identity; null for a kind that does not exist. A namespaced owner is in the namespace of its dependent.</summary>
    public static ObjectId? Of(OwnerReference owner, string dependentNamespace) =>
        Kinds.TryGetValue(GroupVersionKind.Parse(owner.ApiVersion ?? "", owner.Kind ?? ""), out var kind)
            ? new ObjectId(kind.Collection, new ObjectKey(kind.Namespaced ? dependentNamespace : "", owner.Name ?? ""))
            : null;
}
