namespace Krewe.Model.Autoscaling.V2;

/// <summary>What the API promises of autoscalers that leave it out.</summary>
internal static class HorizontalPodAutoscalerDefaults
{
    private const int Period = 15;

    private static readonly MetricSpec Cpu = new()
    {
        Type = MetricSourceType.Resource,
        Resource = new ResourceMetricSource { Name = "cpu", Target = new MetricTarget { Type = MetricTargetType.Utilization, AverageUtilization = 80 } },
    };

    private static readonly HPAScalingPolicy All = new() { Type = HPAScalingPolicyType.Percent, Value = 100, PeriodSeconds = Period };

    private static readonly HPAScalingRules Up = new()
    {
        StabilizationWindowSeconds = 0,
        SelectPolicy = ScalingPolicySelect.Max,
        Policies = [new HPAScalingPolicy { Type = HPAScalingPolicyType.Pods, Value = 4, PeriodSeconds = Period }, All],
    };

    // For how long recommendations count when scaling down is the autoscaler's to know.
    private static readonly HPAScalingRules Down = new() { SelectPolicy = ScalingPolicySelect.Max, Policies = [All] };

    public static HorizontalPodAutoscalerSpec Apply(HorizontalPodAutoscalerSpec spec) => spec with
    {
        MinReplicas = spec.MinReplicas ?? 1,
        Metrics = spec.Metrics.Count > 0 ? spec.Metrics : [Cpu],
        Behavior = spec.Behavior is { } behavior ? behavior with { ScaleUp = Complete(behavior.ScaleUp, Up), ScaleDown = Complete(behavior.ScaleDown, Down) } : null,
    };

    private static HPAScalingRules Complete(HPAScalingRules? rules, HPAScalingRules defaults) => rules is null ? defaults : rules with
    {
        StabilizationWindowSeconds = rules.StabilizationWindowSeconds ?? defaults.StabilizationWindowSeconds,
        SelectPolicy = rules.SelectPolicy ?? defaults.SelectPolicy,
        Policies = rules.Policies.Count > 0 ? rules.Policies : defaults.Policies,
    };
}
