using System.Collections.Frozen;

namespace Krewe.Model.Kinds;

/// <summary>All kinds of the API. The generator fills it with every sealed <see cref="KindDefinition"/> of this project.</summary>
/// <remarks>
/// The rule by which a kind gets in: a sealed class that derives from <see cref="KindDefinition"/> and has
/// <c>public static XKind Instance { get; } = new();</c>. Nothing else has to be registered anywhere.
/// </remarks>
public static partial class KindRegistry
{
    private static readonly FrozenDictionary<GroupVersionKind, KindDefinition> ByGvk;
    private static readonly FrozenDictionary<(string Group, string Version, string Plural), KindDefinition> ByResource;
    private static readonly FrozenDictionary<string, KindDefinition> ByCollection;
    private static readonly FrozenSet<string> WithOtherVersions;

    static KindRegistry()
    {
        KindDefinition[] definitions = [.. Definitions().OrderBy(k => k.Gvk.Group, StringComparer.Ordinal).ThenBy(k => k.Plural, StringComparer.Ordinal)];
        All = [.. definitions.Where(k => k.Kept && ReferenceEquals(k.Stored, k))];
        Versions = [.. definitions.Where(k => k.Kept)];
        Reviews = [.. definitions.Where(k => !k.Kept)];
        ByGvk = definitions.ToFrozenDictionary(k => k.Gvk);
        ByResource = definitions.ToFrozenDictionary(k => (k.Gvk.Group, k.Gvk.Version, k.Plural));
        WithOtherVersions = Versions.Where(k => !ReferenceEquals(k.Stored, k)).Select(k => k.Collection).ToFrozenSet(StringComparer.Ordinal);
        ByCollection = All.ToFrozenDictionary(k => k.Collection, StringComparer.Ordinal);
    }

    /// <summary>The kinds of objects that are kept, by group and plural name; those with several versions in the one that is stored.</summary>
    public static IReadOnlyList<KindDefinition> All { get; }

    /// <summary>The kinds of objects that are kept, in all versions, by group and plural name.</summary>
    public static IReadOnlyList<KindDefinition> Versions { get; }

    /// <summary>The kinds of questions, which are answered and kept nowhere, by group and plural name.</summary>
    public static IReadOnlyList<KindDefinition> Reviews { get; }

    /// <summary>The kind of this group, version and kind, or null.</summary>
    public static KindDefinition? Find(GroupVersionKind gvk) => ByGvk.GetValueOrDefault(gvk);

    /// <summary>The kind that a URL names, or null.</summary>
    public static KindDefinition? Find(string group, string version, string plural) => ByResource.GetValueOrDefault((group, version, plural));

    /// <summary>The kind of a collection (<c>pods</c>, <c>deployments.apps</c>) in the version that is stored, or null.</summary>
    public static KindDefinition? FindCollection(string collection) => ByCollection.GetValueOrDefault(collection);

    /// <summary>True if objects of a kind may also come in another version than the one that is stored.</summary>
    public static bool HasOtherVersions(KindDefinition kind) => WithOtherVersions.Contains(kind.Collection);

    /// <summary>The kind of a collection that is known to exist.</summary>
    /// <exception cref="KeyNotFoundException">No kind has that collection.</exception>
    public static KindDefinition OfCollection(string collection) =>
        FindCollection(collection) ?? throw new KeyNotFoundException($"there is no collection '{collection}'");
}
