using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Planning.GarbageCollection;

/// <summary>Where the object is kept that an owner reference names.</summary>
public static class OwnerIds
{
    /// <summary>The owner's identity; null for a kind that is not among <paramref name="kinds"/>. A namespaced owner is in the namespace of its dependent.</summary>
    public static ObjectId? Of(KindSet kinds, OwnerReference owner, string dependentNamespace) =>
        kinds.Find(GroupVersionKind.Parse(owner.ApiVersion ?? "", owner.Kind ?? "")) is { } kind
            ? new ObjectId(kind.Collection, new ObjectKey(kind.Namespaced ? dependentNamespace : "", owner.Name ?? ""))
            : null;
}
