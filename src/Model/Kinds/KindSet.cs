using System.Collections.Frozen;
using Krewe.Model.CustomResources;

namespace Krewe.Model.Kinds;

/// <summary>
/// The kinds that there are at a moment: those of <see cref="KindRegistry"/>, and those that definitions define. Immutable. Built-in kinds
/// are found as fast as in the registry, whatever is defined.
/// </summary>
public sealed class KindSet
{
    private readonly FrozenDictionary<string, CustomResource> _resources;
    private readonly FrozenDictionary<GroupVersionKind, CustomKind> _served;

    private KindSet(IReadOnlyList<CustomResource> resources)
    {
        Resources = resources;
        _resources = resources.ToFrozenDictionary(resource => resource.Collection, StringComparer.Ordinal);
        _served = resources.SelectMany(resource => resource.Served).DistinctBy(kind => kind.Gvk).ToFrozenDictionary(kind => kind.Gvk);
        All = [.. KindRegistry.All, .. resources.Select(resource => resource.Storage)];
        Served = [.. KindRegistry.Versions, .. KindRegistry.Reviews, .. resources.SelectMany(resource => resource.Served)];
    }

    /// <summary>The built-in kinds alone.</summary>
    public static KindSet BuiltIn { get; } = new([]);

    /// <summary>One kind for each collection: of kinds with several versions, that in which objects are stored.</summary>
    public IReadOnlyList<KindDefinition> All { get; }

    /// <summary>The kinds in every version that is served, those of questions included; of one group, the preferred version first.</summary>
    public IReadOnlyList<KindDefinition> Served { get; }

    /// <summary>What definitions define.</summary>
    public IReadOnlyList<CustomResource> Resources { get; }

    /// <summary>The built-in kinds and these. A definition cannot take the place of a built-in kind.</summary>
    public static KindSet With(IEnumerable<CustomResource> resources) =>
        new([.. resources.Where(resource => KindRegistry.FindCollection(resource.Collection) is null).OrderBy(resource => resource.Collection, StringComparer.Ordinal)]);

    /// <summary>The kind of this group, version and kind, or null.</summary>
    public KindDefinition? Find(GroupVersionKind gvk) => KindRegistry.Find(gvk) ?? _served.GetValueOrDefault(gvk);

    /// <summary>The kind of a collection, or null.</summary>
    public KindDefinition? FindCollection(string collection) => KindRegistry.FindCollection(collection) ?? _resources.GetValueOrDefault(collection)?.Storage;

    /// <summary>The custom resource of a collection, or null.</summary>
    public CustomResource? FindResource(string collection) => _resources.GetValueOrDefault(collection);
}
