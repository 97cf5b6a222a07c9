using Krewe.Model.Meta;

namespace Krewe.Planning.GarbageCollection;

/// <summary>An object with owners, and what is known of them.</summary>
/// <param name="Object">The object.</param>
/// <param name="Owners">
/// For each owner reference, in order: the object that has the reference's kind, name and scope now, or null if there is none. Whether
/// it is the owner that is meant is told by its UID.
/// </param>
/// <param name="HasBlockingDependents">True if the object itself has dependents that block its deletion.</param>
public sealed record ObservedDependent(ApiObject Object, IReadOnlyList<ApiObject?> Owners, bool HasBlockingDependents = false);
