using Krewe.Model.Schema;

namespace Krewe.Model.Autoscaling.V2;

/// <summary>What the target of a metric is.</summary>
public readonly record struct MetricTargetType(string Value) : IOpenEnum<MetricTargetType>
{
    /// <summary>Percent of what was requested.</summary>
    public static MetricTargetType Utilization { get; } = new("Utilization");

    /// <summary>A value.</summary>
    public static MetricTargetType Amount { get; } = new("Value");

    /// <summary>A value for each pod.</summary>
    public static MetricTargetType AverageValue { get; } = new("AverageValue");

    /// <inheritdoc/>
    public static IReadOnlyList<MetricTargetType> Known { get; } = [Utilization, Amount, AverageValue];

    /// <inheritdoc/>
    public static MetricTargetType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
