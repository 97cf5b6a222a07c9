using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Rbac;

/// <summary>What may be done in the whole cluster, or wherever it is bound, by whoever it is bound to.</summary>
public sealed partial record ClusterRole : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => ClusterRoleKind.Instance;

    /// <summary>What is allowed; nothing is forbidden by a rule.</summary>
    [Field(2)]
    public IReadOnlyList<PolicyRule> Rules { get; init; } = [];

    /// <summary>Other cluster roles whose rules make up this one's.</summary>
    [Field(3)]
    public AggregationRule? AggregationRule { get; init; }
}

/// <summary>Where the rules of a cluster role come from.</summary>
public sealed partial record AggregationRule : ApiRecord
{
    /// <summary>Select the cluster roles whose rules are taken; one that matches any of them counts.</summary>
    [Field(1)]
    public IReadOnlyList<LabelSelector> ClusterRoleSelectors { get; init; } = [];
}
