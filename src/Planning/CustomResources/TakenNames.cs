using Krewe.Model.Apiextensions;
using Krewe.Model.Kinds;

namespace Krewe.Planning.CustomResources;

/// <summary>Names that the other kinds of an API group have.</summary>
/// <param name="Resources">Plurals, singulars and short names.</param>
/// <param name="Kinds">Kinds and kinds of lists.</param>
public sealed record TakenNames(IReadOnlySet<string> Resources, IReadOnlySet<string> Kinds)
{
    /// <summary>The names that a definition cannot have: those that the others have been given, and those of built-in kinds.</summary>
    public static TakenNames For(CustomResourceDefinition value, IEnumerable<CustomResourceDefinition> definitions)
    {
        var resources = new HashSet<string>(StringComparer.Ordinal);
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var kind in KindRegistry.All.Where(kind => kind.Gvk.Group == value.Spec.Group))
        {
            resources.UnionWith([kind.Plural, kind.Singular, .. kind.ShortNames]);
            kinds.UnionWith([kind.Gvk.Kind, kind.ListKind]);
        }
        foreach (var other in definitions.Where(other => other.Spec.Group == value.Spec.Group && other.Metadata.Name != value.Metadata.Name))
        {
            var names = other.Status.AcceptedNames;
            resources.UnionWith([names.Plural, names.Singular ?? "", .. names.ShortNames]);
            kinds.UnionWith([names.Kind, names.ListKind ?? ""]);
        }
        resources.Remove("");
        kinds.Remove("");
        return new TakenNames(resources, kinds);
    }
}
