using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>How matching pods spread over domains.</summary>
public sealed partial record TopologySpreadConstraint : ApiRecord
{
    /// <summary>Most by which the numbers of pods in two domains may differ.</summary>
    [Field(1, Required = true)]
    public int? MaxSkew { get; init; }

    /// <summary>Label of nodes; nodes with equal values are one domain.</summary>
    [Field(2, Required = true)]
    public string? TopologyKey { get; init; }

    /// <summary>DoNotSchedule or ScheduleAnyway.</summary>
    [Field(3, Required = true)]
    public UnsatisfiableConstraintAction? WhenUnsatisfiable { get; init; }

    /// <summary>Selects by labels; absent selects nothing, empty selects everything.</summary>
    [Field(4)]
    public LabelSelector? LabelSelector { get; init; }

    /// <summary>Least number of domains there should be.</summary>
    [Field(5)]
    public int? MinDomains { get; init; }

    /// <summary>Whether nodes that the pod's affinity excludes count: Honor or Ignore.</summary>
    [Field(6)]
    public NodeInclusionPolicy? NodeAffinityPolicy { get; init; }

    /// <summary>Whether nodes with taints that are not tolerated count: Honor or Ignore.</summary>
    [Field(7)]
    public NodeInclusionPolicy? NodeTaintsPolicy { get; init; }

    /// <summary>Labels of this pod whose values the counted pods must share.</summary>
    [Field(8)]
    public IReadOnlyList<string> MatchLabelKeys { get; init; } = [];
}
