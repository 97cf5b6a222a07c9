using System.Collections.Immutable;
using Krewe.Model.Meta;

namespace Krewe.Model.Apply;

/// <summary>
/// Who owns which fields of an object: <c>metadata.managedFields</c>, read. Immutable. An object without any entry is not tracked:
/// that goes for objects that the control plane made by itself, and for those whose managed fields a client has reset, until somebody applies.
/// </summary>
public sealed class FieldOwnership
{
    private const string FieldsV1 = "FieldsV1";

    /// <summary>Stands for all who wrote before fields were tracked.</summary>
    public const string BeforeFirstApply = "before-first-apply";

    /// <summary>Stands for updaters of long ago, so that their number stays bounded.</summary>
    public const string AncientChanges = "ancient-changes";

    /// <summary>How many updaters are kept apart.</summary>
    public const int MostUpdaters = 10;

    // Each owner once, in any order. There are a few at most, so nothing is gained by looking them up in another way than one by one.
    private readonly ImmutableArray<KeyValuePair<FieldOwner, OwnedFields>> _managers;

    private FieldOwnership(ImmutableArray<KeyValuePair<FieldOwner, OwnedFields>> managers) => _managers = managers;

    /// <summary>Nobody owns anything.</summary>
    public static FieldOwnership None { get; } = new([]);

    /// <summary>True if nothing is tracked.</summary>
    public bool IsNone => _managers.IsEmpty;

    /// <summary>Every manager with what it owns.</summary>
    public ImmutableArray<KeyValuePair<FieldOwner, OwnedFields>> Managers => _managers;

    /// <summary>What a manager owns, or null.</summary>
    public OwnedFields? this[FieldOwner manager] => IndexOf(manager) is >= 0 and var index ? _managers[index].Value : null;

    /// <summary>Everything that somebody owns.</summary>
    public FieldSet All => _managers.Aggregate(FieldSet.Empty, static (all, manager) => all.Union(manager.Value.Fields));

    /// <summary>Reads managed fields that anybody may have written; null if they make no sense.</summary>
    public static FieldOwnership? Read(IReadOnlyList<ManagedFieldsEntry> entries)
    {
        var ownership = None;
        foreach (var entry in entries)
        {
            if (entry is not { ApiVersion: { Length: > 0 } version, FieldsType: FieldsV1 } || Operation(entry) is not { } operation || Fields(entry) is not { } fields)
                return null;
            var owner = new FieldOwner(entry.Manager ?? "", operation, entry.Subresource ?? "", operation == FieldOperation.Apply ? "" : version);
            ownership = ownership.Set(owner, new OwnedFields(fields, version, entry.Time));
        }
        return ownership;
    }

    /// <summary>The entries, appliers first, then by age.</summary>
    public IReadOnlyList<ManagedFieldsEntry> Write() => _managers.Length == 1
        ? [Entry(_managers[0])]
        :
        [
            .. _managers
                .OrderBy(manager => manager.Key.Operation)
                .ThenBy(manager => manager.Value.Time)
                .ThenBy(manager => manager.Key.Name, StringComparer.Ordinal)
                .ThenBy(manager => manager.Value.ApiVersion, StringComparer.Ordinal)
                .ThenBy(manager => manager.Key.Subresource, StringComparer.Ordinal)
                .Select(Entry),
        ];

    /// <summary>The same with other fields for a manager; without any, it is no manager any longer.</summary>
    public FieldOwnership With(FieldOwner manager, OwnedFields owned) =>
        !owned.Fields.IsEmpty ? Set(manager, owned) : IndexOf(manager) is >= 0 and var index ? new(_managers.RemoveAt(index)) : this;

    /// <summary>The same where one manager has not got what others took from it or what is gone.</summary>
    public FieldOwnership Without(FieldOwner manager, FieldSet fields)
    {
        if (this[manager] is not { } owned)
            return this;
        var rest = owned.Fields.Except(fields);
        return rest.Equals(owned.Fields) ? this : With(manager, owned with { Fields = rest });
    }

    /// <summary>The same with the oldest updaters as one, where there are more than <see cref="MostUpdaters"/>.</summary>
    public FieldOwnership Capped()
    {
        if (_managers.Length <= MostUpdaters)
            return this;
        var updaters = _managers.Where(manager => manager.Key.Operation == FieldOperation.Update && manager.Key.Subresource.Length == 0).ToList();
        if (updaters.Count <= MostUpdaters)
            return this;
        var oldest = updaters.OrderBy(manager => manager.Value.Time).ThenBy(manager => manager.Key.Name, StringComparer.Ordinal)
            .Take(updaters.Count - MostUpdaters + 1).ToList();
        var capped = new FieldOwnership(_managers.RemoveRange(oldest));
        foreach (var version in oldest.GroupBy(manager => manager.Value.ApiVersion, StringComparer.Ordinal))
        {
            var fields = version.Aggregate(FieldSet.Empty, static (all, manager) => all.Union(manager.Value.Fields));
            capped = capped.Set(FieldOwner.Updating(AncientChanges, version.Key), new OwnedFields(fields, version.Key, version.Max(manager => manager.Value.Time)));
        }
        return capped;
    }

    private FieldOwnership Set(FieldOwner manager, OwnedFields owned)
    {
        var entry = KeyValuePair.Create(manager, owned);
        return new FieldOwnership(IndexOf(manager) is >= 0 and var index ? _managers.SetItem(index, entry) : _managers.Add(entry));
    }

    private int IndexOf(FieldOwner manager)
    {
        for (var i = 0; i < _managers.Length; i++)
        {
            if (_managers[i].Key == manager)
                return i;
        }
        return -1;
    }

    private static ManagedFieldsEntry Entry(KeyValuePair<FieldOwner, OwnedFields> manager) => new()
    {
        Manager = manager.Key.Name,
        Operation = manager.Key.Operation.ToString(),
        Subresource = manager.Key.Subresource.Length == 0 ? null : manager.Key.Subresource,
        ApiVersion = manager.Value.ApiVersion,
        Time = manager.Value.Time,
        FieldsType = FieldsV1,
        FieldsV1 = FieldsText.Of(manager.Value.Fields),
    };

    private static FieldOperation? Operation(ManagedFieldsEntry entry) => entry.Operation switch
    {
        nameof(FieldOperation.Apply) => FieldOperation.Apply,
        nameof(FieldOperation.Update) => FieldOperation.Update,
        _ => null,
    };

    private static FieldSet? Fields(ManagedFieldsEntry entry) => entry.FieldsV1 is { } text ? text.Read() : FieldSet.Empty;
}
