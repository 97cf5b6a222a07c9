using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Whether a pod may displace others of lower priority.</summary>
public readonly record struct PreemptionPolicy(string Value) : IOpenEnum<PreemptionPolicy>
{
    /// <summary>It may.</summary>
    public static PreemptionPolicy PreemptLowerPriority { get; } = new("PreemptLowerPriority");

    /// <summary>It may not.</summary>
    public static PreemptionPolicy Never { get; } = new("Never");

    /// <inheritdoc/>
    public static IReadOnlyList<PreemptionPolicy> Known { get; } = [PreemptLowerPriority, Never];

    /// <inheritdoc/>
    public static PreemptionPolicy From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
