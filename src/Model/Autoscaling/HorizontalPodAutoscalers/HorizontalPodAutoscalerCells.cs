namespace Krewe.Model.Autoscaling;

/// <summary>Cells of tables of autoscalers.</summary>
internal static class HorizontalPodAutoscalerCells
{
    public static string Reference(HorizontalPodAutoscaler value) => $"{value.Spec.ScaleTargetRef.Kind}/{value.Spec.ScaleTargetRef.Name}";

    public static string Least(HorizontalPodAutoscaler value) => value.Spec.MinReplicas is { } least ? FormattableString.Invariant($"{least}") : "<unset>";

    public static string Targets(HorizontalPodAutoscaler value) => value.Spec.TargetCPUUtilizationPercentage is not { } target ? "<none>"
        : value.Status.CurrentCPUUtilizationPercentage is { } current ? FormattableString.Invariant($"cpu: {current}%/{target}%")
        : FormattableString.Invariant($"cpu: <unknown>/{target}%");
}
