using Krewe.Model.Schema;

namespace Krewe.Model.Rbac;

/// <summary>Actions that are allowed on resources, or on paths that are none.</summary>
public sealed partial record PolicyRule : ApiRecord
{
    /// <summary>Actions, such as get, list or watch; * stands for all.</summary>
    [Field(1, Required = true)]
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>API groups of the resources; the empty text is the core group, * stands for all.</summary>
    [Field(2, Name = "apiGroups")]
    public IReadOnlyList<string> ApiGroups { get; init; } = [];

    /// <summary>Resources by their plural names, subresources after a slash; * stands for all.</summary>
    [Field(3)]
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>Names of single objects that the rule is limited to; all when empty.</summary>
    [Field(4)]
    public IReadOnlyList<string> ResourceNames { get; init; } = [];

    /// <summary>Paths such as /healthz, of which the last part may be *. Only in cluster roles.</summary>
    [Field(5, Name = "nonResourceURLs")]
    public IReadOnlyList<string> NonResourceURLs { get; init; } = [];
}
