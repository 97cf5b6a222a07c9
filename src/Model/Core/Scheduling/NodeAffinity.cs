using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Which nodes a pod needs or prefers.</summary>
public sealed partial record NodeAffinity : ApiRecord
{
    /// <summary>What must hold for the pod to be placed; changes later do not move it.</summary>
    [Field(1)]
    public NodeSelector? RequiredDuringSchedulingIgnoredDuringExecution { get; init; }

    /// <summary>What should hold; the node with the highest sum of weights is preferred.</summary>
    [Field(2)]
    public IReadOnlyList<PreferredSchedulingTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; init; } = [];
}

/// <summary>A term with a weight.</summary>
public sealed partial record PreferredSchedulingTerm : ApiRecord
{
    /// <summary>Weight of the term, 1 to 100.</summary>
    [Field(1, Required = true)]
    public int? Weight { get; init; }

    /// <summary>The term.</summary>
    [Field(2, Required = true)]
    public NodeSelectorTerm Preference { get; init; } = new();
}
