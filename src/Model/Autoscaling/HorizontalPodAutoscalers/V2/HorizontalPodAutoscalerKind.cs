using Krewe.Model.Kinds;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

namespace Krewe.Model.Autoscaling.V2;

/// <summary>Names and rules of <see cref="HorizontalPodAutoscaler"/>, in the version in which autoscalers are stored.</summary>
public sealed class HorizontalPodAutoscalerKind : KindDefinition<HorizontalPodAutoscaler>
{
    private HorizontalPodAutoscalerKind()
    {
    }

    /// <summary>The definition.</summary>
    public static HorizontalPodAutoscalerKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("autoscaling", "v2", "HorizontalPodAutoscaler");

    /// <inheritdoc/>
    public override string Plural => "horizontalpodautoscalers";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["hpa"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Categories => ["all"];

    /// <inheritdoc/>
    public override bool HasStatus => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Text<HorizontalPodAutoscaler>("Reference", "What is scaled.", HorizontalPodAutoscalerCells.Reference),
        Column.Text<HorizontalPodAutoscaler>("Targets", "What is measured, and what it shall be.", HorizontalPodAutoscalerCells.Targets),
        Column.Text<HorizontalPodAutoscaler>("MinPods", "Fewest pods.", HorizontalPodAutoscalerCells.Least),
        Column.Number<HorizontalPodAutoscaler>("MaxPods", "Most pods.", value => value.Spec.MaxReplicas),
        Column.Number<HorizontalPodAutoscaler>("Replicas", "How many pods there are.", value => value.Status.CurrentReplicas ?? 0),
        Column.Age,
    ];

    /// <inheritdoc/>
    protected override HorizontalPodAutoscaler ApplyDefaults(HorizontalPodAutoscaler value) => value with
    {
        Metadata = HorizontalPodAutoscalerConversion.WithoutAnnotations(value.Metadata),
        Spec = HorizontalPodAutoscalerDefaults.Apply(value.Spec),
    };

    /// <inheritdoc/>
    protected override HorizontalPodAutoscaler WithStatusOf(HorizontalPodAutoscaler value, HorizontalPodAutoscaler? source) =>
        value with { Status = source?.Status ?? new HorizontalPodAutoscalerStatus() };

    /// <inheritdoc/>
    protected override void Validate(HorizontalPodAutoscaler value, FieldErrors errors)
    {
        HorizontalPodAutoscalerRules.Validate(value.Spec, errors);
        errors.NotNegative(FieldPath.Status.Child("currentReplicas"), value.Status.CurrentReplicas);
        errors.NotNegative(FieldPath.Status.Child("desiredReplicas"), value.Status.DesiredReplicas);
    }
}
