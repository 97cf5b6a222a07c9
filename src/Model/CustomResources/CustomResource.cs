using Krewe.Model.Apiextensions;

namespace Krewe.Model.CustomResources;

/// <summary>What a CustomResourceDefinition defines: a collection, and a kind for each version in which it is served.</summary>
public sealed class CustomResource
{
    private readonly string? _uid;
    private readonly long? _generation;
    private readonly CustomResourceDefinitionNames _names;

    private CustomResource(CustomResourceDefinition definition)
    {
        Collection = definition.Metadata.Name ?? "";
        _uid = definition.Metadata.Uid;
        _generation = definition.Metadata.Generation;
        _names = definition.Status.AcceptedNames;
        IsTerminating = definition.Metadata.DeletionTimestamp is not null;
        var versions = definition.Spec.Versions.ToDictionary(version => version, version => new CustomKind(this, definition, version));
        Storage = versions.First(version => version.Key.Storage).Value;
        Served = [.. versions.Where(version => version.Key.Served).Select(version => version.Value).OrderBy(kind => kind.Gvk.Version, VersionOrder.Instance)];
    }

    /// <summary>Name of the collection, which is that of the definition: <c>crontabs.example.com</c>.</summary>
    public string Collection { get; }

    /// <summary>The kind in the version in which objects are stored.</summary>
    public CustomKind Storage { get; }

    /// <summary>The kind in each version that is served, the preferred one first.</summary>
    public IReadOnlyList<CustomKind> Served { get; }

    /// <summary>True once the definition is being deleted.</summary>
    public bool IsTerminating { get; }

    /// <summary>What the definition defines, or null while it is not established. Where it says the same as <paramref name="before"/>, that is kept.</summary>
    public static CustomResource? Of(CustomResourceDefinition definition, CustomResource? before)
    {
        if (!definition.Status.Is(CustomResourceDefinitionConditionType.Established) || !definition.Spec.Versions.Any(version => version.Storage))
            return null;
        return before is not null && before._uid == definition.Metadata.Uid && before._generation == definition.Metadata.Generation
            && before._names == definition.Status.AcceptedNames && before.IsTerminating == (definition.Metadata.DeletionTimestamp is not null)
            ? before
            : new CustomResource(definition);
    }
}
