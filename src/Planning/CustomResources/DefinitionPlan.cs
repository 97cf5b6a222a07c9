using Krewe.Model.Apiextensions;
using Krewe.Model.Meta;
using Krewe.Planning.Plans;

namespace Krewe.Planning.CustomResources;

/// <summary>The next step in the life of a definition.</summary>
public sealed record DefinitionPlan
{
    /// <summary>Objects to delete now.</summary>
    public IReadOnlyList<PlannedDeletion<ApiObject>> Delete { get; init; } = [];

    /// <summary>The definition with its new conditions, names and finalizers, to commit at once; null when they stay.</summary>
    public CustomResourceDefinition? Self { get; init; }

    /// <summary>True once the definition is being deleted, its objects are gone and nothing else holds it: it may be removed.</summary>
    public bool MayGo { get; init; }
}
