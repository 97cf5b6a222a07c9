using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Planning.Plans;

namespace Krewe.Planning.Namespaces;

/// <summary>The next step in the life of a namespace.</summary>
public sealed record NamespacePlan
{
    /// <summary>Content to delete now; the rest follows when it is gone.</summary>
    public IReadOnlyList<PlannedDeletion<ApiObject>> Delete { get; init; } = [];

    /// <summary>The namespace with its new phase, conditions and finalizers, to commit at once; null when they stay.</summary>
    public Namespace? Self { get; init; }

    /// <summary>True once the namespace is being deleted, empty and without finalizers: it may be removed.</summary>
    public bool MayGo { get; init; }

    /// <summary>True when there is nothing to do.</summary>
    public bool IsEmpty => Delete.Count == 0 && Self is null && !MayGo;
}
