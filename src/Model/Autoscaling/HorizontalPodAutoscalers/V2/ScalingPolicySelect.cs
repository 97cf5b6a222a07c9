using Krewe.Model.Schema;

namespace Krewe.Model.Autoscaling.V2;

/// <summary>Which of several scaling policies counts.</summary>
public readonly record struct ScalingPolicySelect(string Value) : IOpenEnum<ScalingPolicySelect>
{
    /// <summary>That which allows the greatest change.</summary>
    public static ScalingPolicySelect Max { get; } = new("Max");

    /// <summary>That which allows the smallest change.</summary>
    public static ScalingPolicySelect Min { get; } = new("Min");

    /// <summary>None: nothing is scaled in that direction.</summary>
    public static ScalingPolicySelect Disabled { get; } = new("Disabled");

    /// <inheritdoc/>
    public static IReadOnlyList<ScalingPolicySelect> Known { get; } = [Max, Min, Disabled];

    /// <inheritdoc/>
    public static ScalingPolicySelect From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
