using System.Diagnostics.CodeAnalysis;
using Krewe.Model.CustomResources;
using Krewe.Model.Kinds;

namespace Krewe.Gateway.Routing;

/// <summary>The kinds by group, version and plural: what URLs are looked up in, and what discovery lists.</summary>
internal sealed class KindTable
{
    private readonly Dictionary<string, Group> _groups;

    public KindTable(IEnumerable<KindDefinition> kinds)
    {
        KindDefinition[] served = [.. kinds];
        All = [.. served.Where(kind => kind.Kept)];
        Groups =
        [
            .. served.GroupBy(kind => kind.Gvk.Group, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new Group(group.Key, [.. group.GroupBy(kind => kind.Gvk.Version, StringComparer.Ordinal)
                    .OrderBy(version => version.Key, VersionOrder.Instance).Select(version => new Version(group.Key, version.Key, version))])),
        ];
        _groups = Groups.ToDictionary(group => group.Name, StringComparer.Ordinal);
    }

    /// <summary>Every kind whose objects are kept, in every version.</summary>
    public IReadOnlyList<KindDefinition> All { get; }

    /// <summary>The API groups in the order of their names, the core group (without a name) first.</summary>
    public IReadOnlyList<Group> Groups { get; }

    /// <summary>Finds a group.</summary>
    public bool TryFindGroup(ReadOnlySpan<char> name, [MaybeNullWhen(false)] out Group group) =>
        _groups.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out group);

    /// <summary>Finds a version of a group.</summary>
    public bool TryFindVersion(ReadOnlySpan<char> group, ReadOnlySpan<char> version, [MaybeNullWhen(false)] out Version found)
    {
        found = null;
        if (!TryFindGroup(group, out var versions))
            return false;
        foreach (var candidate in versions.Versions)
        {
            if (version.SequenceEqual(candidate.Name))
                found = candidate;
        }
        return found is not null;
    }

    /// <summary>An API group.</summary>
    public sealed record Group(string Name, IReadOnlyList<Version> Versions);

    /// <summary>One version of a group, with its kinds.</summary>
    public sealed class Version(string group, string name, IEnumerable<KindDefinition> kinds)
    {
        private readonly Dictionary<string, KindDefinition> _byPlural = kinds.ToDictionary(kind => kind.Plural, StringComparer.Ordinal);

        /// <summary><c>v1</c>.</summary>
        public string Name => name;

        /// <summary><c>v1</c>, or <c>apps/v1</c>.</summary>
        public string GroupVersion => group.Length == 0 ? name : $"{group}/{name}";

        /// <summary><c>api/v1</c>, or <c>apis/apps/v1</c>.</summary>
        public string Path => group.Length == 0 ? $"api/{name}" : $"apis/{group}/{name}";

        /// <summary>The API group; empty for the core group.</summary>
        public string Group => group;

        /// <summary>Its kinds in the order of their plurals.</summary>
        public IEnumerable<KindDefinition> Kinds => _byPlural.Values.OrderBy(kind => kind.Plural, StringComparer.Ordinal);

        /// <summary>Finds a kind by its plural.</summary>
        public bool TryFind(ReadOnlySpan<char> plural, [MaybeNullWhen(false)] out KindDefinition kind) =>
            _byPlural.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(plural, out kind);
    }
}
