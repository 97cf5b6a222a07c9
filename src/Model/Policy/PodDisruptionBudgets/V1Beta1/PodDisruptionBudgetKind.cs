using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Model.Policy.V1Beta1;

/// <summary><c>policy/v1beta1</c>, as kubectl 1.20 writes it: the fields of v1, but an empty selector selects no pod, not all of them.</summary>
/// <remarks>
/// Kubernetes' way of saying in one version what only the other has words for: a label that no pod bears. That it must be there selects
/// nothing in v1; that it must not be there selects all in v1beta1.
/// </remarks>
public sealed class PodDisruptionBudgetKind : KindVersion<PodDisruptionBudget, Policy.PodDisruptionBudget>
{
    private static readonly LabelSelector Empty = new();
    private static readonly LabelSelector NothingInV1 = Requiring(LabelSelectorOperator.Exists);
    private static readonly LabelSelector EverythingInV1Beta1 = Requiring(LabelSelectorOperator.DoesNotExist);

    private PodDisruptionBudgetKind()
    {
    }

    /// <summary>The definition.</summary>
    public static PodDisruptionBudgetKind Instance { get; } = new();

    /// <inheritdoc/>
    public override KindDefinition Stored => Policy.PodDisruptionBudgetKind.Instance;

    /// <inheritdoc/>
    protected override string Version => "v1beta1";

    /// <inheritdoc/>
    protected override PodDisruptionBudget FromStored(Policy.PodDisruptionBudget value) => new()
    {
        Metadata = value.Metadata,
        Spec = Selecting(value.Spec, empty: EverythingInV1Beta1, emptied: NothingInV1),
        Status = value.Status,
        Unknown = value.Unknown,
    };

    /// <inheritdoc/>
    protected override Policy.PodDisruptionBudget ToStored(PodDisruptionBudget value) => new()
    {
        Metadata = value.Metadata,
        Spec = Selecting(value.Spec, empty: NothingInV1, emptied: EverythingInV1Beta1),
        Status = value.Status,
        Unknown = value.Unknown,
    };

    /// <summary>The budget with <paramref name="empty"/> in place of an empty selector, and an empty one in place of <paramref name="emptied"/>.</summary>
    private static PodDisruptionBudgetSpec Selecting(PodDisruptionBudgetSpec spec, LabelSelector empty, LabelSelector emptied) =>
        spec.Selector == Empty ? spec with { Selector = empty }
        : spec.Selector == emptied ? spec with { Selector = Empty }
        : spec;

    private static LabelSelector Requiring(LabelSelectorOperator presence) => new()
    {
        MatchExpressions = [new LabelSelectorRequirement { Key = "pdb.kubernetes.io/deprecated-v1beta1-empty-selector-match", Operator = presence }],
    };
}
