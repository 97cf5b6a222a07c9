using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Policy.V1Beta1;

/// <summary>Says how many of a set of pods may be down at a time by what people do on purpose, such as draining a node. An empty selector selects nothing.</summary>
public sealed partial record PodDisruptionBudget : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => PodDisruptionBudgetKind.Instance;

    /// <summary>The budget.</summary>
    [Field(2)]
    public PodDisruptionBudgetSpec Spec { get; init; } = new();

    /// <summary>What is left of it.</summary>
    [Field(3)]
    public PodDisruptionBudgetStatus Status { get; init; } = new();
}
