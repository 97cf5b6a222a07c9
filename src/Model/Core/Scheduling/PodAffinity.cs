using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Which pods a pod shall be near.</summary>
public sealed partial record PodAffinity : ApiRecord
{
    /// <summary>What must hold for the pod to be placed; changes later do not move it.</summary>
    [Field(1)]
    public IReadOnlyList<PodAffinityTerm> RequiredDuringSchedulingIgnoredDuringExecution { get; init; } = [];

    /// <summary>What should hold; the node with the highest sum of weights is preferred.</summary>
    [Field(2)]
    public IReadOnlyList<WeightedPodAffinityTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; init; } = [];
}

/// <summary>Which pods a pod shall keep away from.</summary>
public sealed partial record PodAntiAffinity : ApiRecord
{
    /// <summary>What must hold for the pod to be placed; changes later do not move it.</summary>
    [Field(1)]
    public IReadOnlyList<PodAffinityTerm> RequiredDuringSchedulingIgnoredDuringExecution { get; init; } = [];

    /// <summary>What should hold; the node with the highest sum of weights is preferred.</summary>
    [Field(2)]
    public IReadOnlyList<WeightedPodAffinityTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; init; } = [];
}

/// <summary>Selects pods, and the kind of place that is shared with them or not.</summary>
public sealed partial record PodAffinityTerm : ApiRecord
{
    /// <summary>Selects by labels; absent selects nothing, empty selects everything.</summary>
    [Field(1)]
    public LabelSelector? LabelSelector { get; init; }

    /// <summary>Namespaces of the pods; with no selector either, the pod's own.</summary>
    [Field(2)]
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>Label of nodes; nodes with equal values are one place.</summary>
    [Field(3, Required = true)]
    public string? TopologyKey { get; init; }

    /// <summary>Selects further namespaces by labels; empty selects all.</summary>
    [Field(4)]
    public LabelSelector? NamespaceSelector { get; init; }

    /// <summary>Labels of this pod whose values the other pods must share.</summary>
    [Field(5)]
    public IReadOnlyList<string> MatchLabelKeys { get; init; } = [];

    /// <summary>Labels of this pod whose values the other pods must not share.</summary>
    [Field(6)]
    public IReadOnlyList<string> MismatchLabelKeys { get; init; } = [];
}

/// <summary>A term with a weight.</summary>
public sealed partial record WeightedPodAffinityTerm : ApiRecord
{
    /// <summary>Weight of the term, 1 to 100.</summary>
    [Field(1, Required = true)]
    public int? Weight { get; init; }

    /// <summary>The term.</summary>
    [Field(2, Required = true)]
    public PodAffinityTerm PodAffinityTerm { get; init; } = new();
}
