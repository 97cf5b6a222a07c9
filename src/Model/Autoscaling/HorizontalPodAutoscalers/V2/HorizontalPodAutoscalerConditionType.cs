using Krewe.Model.Schema;

namespace Krewe.Model.Autoscaling.V2;

/// <summary>What a condition of an autoscaler is about.</summary>
public readonly record struct HorizontalPodAutoscalerConditionType(string Value) : IOpenEnum<HorizontalPodAutoscalerConditionType>
{
    /// <summary>Whether it can measure and scales.</summary>
    public static HorizontalPodAutoscalerConditionType ScalingActive { get; } = new("ScalingActive");

    /// <summary>Whether it can read and write the scale of its target.</summary>
    public static HorizontalPodAutoscalerConditionType AbleToScale { get; } = new("AbleToScale");

    /// <summary>Whether it would go beyond its fewest or most pods.</summary>
    public static HorizontalPodAutoscalerConditionType ScalingLimited { get; } = new("ScalingLimited");

    /// <inheritdoc/>
    public static IReadOnlyList<HorizontalPodAutoscalerConditionType> Known { get; } = [ScalingActive, AbleToScale, ScalingLimited];

    /// <inheritdoc/>
    public static HorizontalPodAutoscalerConditionType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
