using System.Runtime.CompilerServices;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Model.Apply;

/// <summary>
/// Keeps managed fields through all writes that are no applies: who changes a field owns it from then on, whoever had it before.
/// </summary>
/// <remarks>
/// The rules are those of Kubernetes: an object is tracked from its creation by a client on, or else from its first apply on; a write
/// that carries managed fields replaces them (<c>[{}]</c> resets them), unless they make no sense or it goes to a subresource. What the control
/// plane and its agents write by themselves is not tracked: nobody can be in conflict about a status, and it would cost every heartbeat.
/// </remarks>
public static class FieldTracking
{
    private static readonly ConditionalWeakTable<KindDefinition, byte[]> Empty = [];

    /// <summary>
    /// An object that a manager is about to create, with its managed fields: what it says, defaults included, but neither a status nor what
    /// admission will add.
    /// </summary>
    public static ApiObject Created(ApiObject value, string manager, DateTimeOffset now)
    {
        if (manager.Length == 0)
            return With(value, FieldOwnership.None);
        var kind = value.Definition;
        return With(value, Write(FieldOwnership.None, NothingJson(kind), kind.WithoutStatus(value), FieldOwner.Updating(manager, kind.Gvk.ApiVersion), now));
    }

    /// <summary>
    /// The next version of an object, with its managed fields.
    /// </summary>
    /// <param name="old">The version before.</param>
    /// <param name="next">The next version; its managed fields are what the client sent.</param>
    /// <param name="manager">Who writes; empty for the control plane itself, which is not tracked.</param>
    /// <param name="subresource">What the write went to, or empty.</param>
    /// <param name="now">The time in whole seconds.</param>
    public static ApiObject Updated(ApiDocument old, ApiObject next, string manager, string subresource, DateTimeOffset now)
    {
        if (manager.Length == 0)
            return next with { Metadata = next.Metadata with { ManagedFields = old.Metadata.ManagedFields } };
        if (subresource.Length == 0 && IsReset(next.Metadata.ManagedFields))
            return With(next, FieldOwnership.None);
        var sent = subresource.Length == 0 ? next.Metadata.ManagedFields : old.Metadata.ManagedFields;
        var before = (ReferenceEquals(sent, old.Metadata.ManagedFields) || sent.Count == 0 ? null : FieldOwnership.Read(sent))
            ?? FieldOwnership.Read(old.Metadata.ManagedFields) ?? FieldOwnership.None;
        return before.IsNone
            ? With(next, before)
            : With(next, Write(before, old.Json, next, FieldOwner.Updating(manager, next.Definition.Gvk.ApiVersion, subresource), now));
    }

    /// <summary>The ownership after a manager has changed one version into another.</summary>
    internal static FieldOwnership Write(FieldOwnership ownership, ReadOnlyMemory<byte> before, ApiObject after, FieldOwner manager, DateTimeOffset? now)
    {
        var change = new VersionedChange(before, after);
        return change.Written.IsSame ? ownership : Take(ownership, change, manager, after.Definition.Gvk.ApiVersion, now).Capped();
    }

    /// <summary>An object of the kind of which nothing has been said yet.</summary>
    internal static ApiObject Nothing(KindDefinition kind) => ApiJson.Read(kind, "{}"u8.ToArray());

    /// <summary>The JSON of <see cref="Nothing"/>, made once for each kind.</summary>
    internal static ReadOnlyMemory<byte> NothingJson(KindDefinition kind) => Empty.GetValue(kind, static of => ApiJson.Write(Nothing(of)).ToArray());

    internal static ApiObject With(ApiObject value, FieldOwnership ownership) =>
        value with { Metadata = value.Metadata with { ManagedFields = ownership.Write() } };

    private static FieldOwnership Take(FieldOwnership ownership, VersionedChange change, FieldOwner manager, string apiVersion, DateTimeOffset? now)
    {
        foreach (var (other, owned) in ownership.Managers)
        {
            if (other != manager)
                ownership = ownership.Without(other, change.In(owned.ApiVersion).All);
        }
        var own = ownership[manager];
        var taken = change.Written.Set;
        var fields = (own?.Fields ?? FieldSet.Empty).Except(change.Written.Removed).Union(taken);
        return own is not null && fields.Equals(own.Fields) && taken.IsEmpty ? ownership : ownership.With(manager, new OwnedFields(fields, apiVersion, now));
    }

    private static bool IsReset(IReadOnlyList<ManagedFieldsEntry> entries) => entries.Count == 1 && entries[0] == new ManagedFieldsEntry();
}
