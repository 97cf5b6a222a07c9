using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Authorization;

/// <summary>Asks for everything that the caller may do in a namespace.</summary>
public sealed partial record SelfSubjectRulesReview : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => SelfSubjectRulesReviewKind.Instance;

    /// <summary>Where.</summary>
    [Field(2, Required = true)]
    public SelfSubjectRulesReviewSpec Spec { get; init; } = new();

    /// <summary>The answer.</summary>
    [Field(3)]
    public SubjectRulesReviewStatus Status { get; init; } = new();
}

/// <summary>Where the caller would do something.</summary>
public sealed partial record SelfSubjectRulesReviewSpec : ApiRecord
{
    /// <summary>The namespace; required.</summary>
    [Field(1)]
    public string? Namespace { get; init; }
}

/// <summary>Everything that a user may do in a namespace.</summary>
public sealed partial record SubjectRulesReviewStatus : ApiRecord
{
    /// <summary>What may be done with resources, in no particular order.</summary>
    [Field(1, Required = true)]
    public IReadOnlyList<ResourceRule> ResourceRules { get; init; } = [];

    /// <summary>What may be done with paths that are no resources, in no particular order.</summary>
    [Field(2, Required = true)]
    public IReadOnlyList<NonResourceRule> NonResourceRules { get; init; } = [];

    /// <summary>True if there may be more than is listed.</summary>
    [Field(3, Required = true)]
    public bool? Incomplete { get; init; }

    /// <summary>What could not be found out.</summary>
    [Field(4)]
    public string? EvaluationError { get; init; }
}

/// <summary>Something that may be done with resources.</summary>
public sealed partial record ResourceRule : ApiRecord
{
    /// <summary>What may be done; * for everything.</summary>
    [Field(1, Required = true)]
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>API groups of the resources; * for all.</summary>
    [Field(2)]
    public IReadOnlyList<string> ApiGroups { get; init; } = [];

    /// <summary>The resources, with a slash before a subresource; * for all.</summary>
    [Field(3)]
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>Names of the objects; none for all.</summary>
    [Field(4)]
    public IReadOnlyList<string> ResourceNames { get; init; } = [];
}

/// <summary>Something that may be done with paths that are no resources.</summary>
public sealed partial record NonResourceRule : ApiRecord
{
    /// <summary>What may be done; * for everything.</summary>
    [Field(1, Required = true)]
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>The paths; * stands for all, or at the end for the rest of a path.</summary>
    [Field(2, Name = "nonResourceURLs")]
    public IReadOnlyList<string> NonResourceUrls { get; init; } = [];
}
