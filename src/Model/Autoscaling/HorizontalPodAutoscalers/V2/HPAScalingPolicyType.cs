using Krewe.Model.Schema;

namespace Krewe.Model.Autoscaling.V2;

/// <summary>What the value of a scaling policy counts.</summary>
public readonly record struct HPAScalingPolicyType(string Value) : IOpenEnum<HPAScalingPolicyType>
{
    /// <summary>Pods.</summary>
    public static HPAScalingPolicyType Pods { get; } = new("Pods");

    /// <summary>Percent of the pods that there are.</summary>
    public static HPAScalingPolicyType Percent { get; } = new("Percent");

    /// <inheritdoc/>
    public static IReadOnlyList<HPAScalingPolicyType> Known { get; } = [Pods, Percent];

    /// <inheritdoc/>
    public static HPAScalingPolicyType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
