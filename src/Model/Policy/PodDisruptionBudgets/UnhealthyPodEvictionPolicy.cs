using Krewe.Model.Schema;

namespace Krewe.Model.Policy;

/// <summary>When pods that are not ready may be evicted.</summary>
public readonly record struct UnhealthyPodEvictionPolicy(string Value) : IOpenEnum<UnhealthyPodEvictionPolicy>
{
    /// <summary>While enough others are healthy.</summary>
    public static UnhealthyPodEvictionPolicy IfHealthyBudget { get; } = new("IfHealthyBudget");

    /// <summary>At any time.</summary>
    public static UnhealthyPodEvictionPolicy AlwaysAllow { get; } = new("AlwaysAllow");

    /// <inheritdoc/>
    public static IReadOnlyList<UnhealthyPodEvictionPolicy> Known { get; } = [IfHealthyBudget, AlwaysAllow];

    /// <inheritdoc/>
    public static UnhealthyPodEvictionPolicy From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
