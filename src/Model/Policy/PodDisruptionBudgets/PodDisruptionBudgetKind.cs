using Krewe.Model.Kinds;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

namespace Krewe.Model.Policy;

/// <summary>Names and rules of <see cref="PodDisruptionBudget"/>.</summary>
public sealed class PodDisruptionBudgetKind : KindDefinition<PodDisruptionBudget>
{
    private PodDisruptionBudgetKind()
    {
    }

    /// <summary>The definition.</summary>
    public static PodDisruptionBudgetKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("policy", "v1", "PodDisruptionBudget");

    /// <inheritdoc/>
    public override string Plural => "poddisruptionbudgets";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["pdb"];

    /// <inheritdoc/>
    public override bool HasStatus => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Text<PodDisruptionBudget>("Min Available", "How many of the pods must stay healthy.", value => value.Spec.MinAvailable?.ToString() ?? "N/A"),
        Column.Text<PodDisruptionBudget>("Max Unavailable", "How many of the pods may be down.", value => value.Spec.MaxUnavailable?.ToString() ?? "N/A"),
        Column.Number<PodDisruptionBudget>("Allowed Disruptions", "How many pods may be evicted now.", value => value.Status.DisruptionsAllowed),
        Column.Age,
    ];

    /// <inheritdoc/>
    protected override bool CountsGenerations => true;

    /// <inheritdoc/>
    protected override PodDisruptionBudget WithStatusOf(PodDisruptionBudget value, PodDisruptionBudget? source) =>
        value with { Status = source?.Status ?? new PodDisruptionBudgetStatus() };

    /// <inheritdoc/>
    protected override void Validate(PodDisruptionBudget value, FieldErrors errors)
    {
        PodDisruptionBudgetRules.Validate(value.Spec, errors);
        PodDisruptionBudgetRules.Validate(value.Status, errors);
    }
}
