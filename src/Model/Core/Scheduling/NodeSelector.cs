using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Selects nodes that match at least one of its terms.</summary>
[Atomic]
public sealed partial record NodeSelector : ApiRecord
{
    /// <summary>The terms; one of them must match.</summary>
    [Field(1, Required = true)]
    public IReadOnlyList<NodeSelectorTerm> NodeSelectorTerms { get; init; } = [];
}

/// <summary>Requirements that must all be met; a term without any matches no node.</summary>
[Atomic]
public sealed partial record NodeSelectorTerm : ApiRecord
{
    /// <summary>Requirements for labels.</summary>
    [Field(1)]
    public IReadOnlyList<NodeSelectorRequirement> MatchExpressions { get; init; } = [];

    /// <summary>Requirements for fields; metadata.name is the only one.</summary>
    [Field(2)]
    public IReadOnlyList<NodeSelectorRequirement> MatchFields { get; init; } = [];
}

/// <summary>A requirement for one label or field of a node.</summary>
public sealed partial record NodeSelectorRequirement : ApiRecord
{
    /// <summary>Key of the label or name of the field.</summary>
    [Field(1, Required = true)]
    public string? Key { get; init; }

    /// <summary>In, NotIn, Exists, DoesNotExist, Gt or Lt.</summary>
    [Field(2, Required = true)]
    public NodeSelectorOperator? Operator { get; init; }

    /// <summary>Values to compare with: some for In and NotIn, none for Exists and DoesNotExist, one integer for Gt and Lt.</summary>
    [Field(3)]
    public IReadOnlyList<string> Values { get; init; } = [];
}
