using Krewe.Model.Schema;

namespace Krewe.Model.Apps;

/// <summary>How a deployment replaces pods.</summary>
public readonly record struct DeploymentStrategyType(string Value) : IOpenEnum<DeploymentStrategyType>
{
    /// <summary>All old ones go before new ones come.</summary>
    public static DeploymentStrategyType Recreate { get; } = new("Recreate");

    /// <summary>Step by step.</summary>
    public static DeploymentStrategyType RollingUpdate { get; } = new("RollingUpdate");

    /// <inheritdoc/>
    public static IReadOnlyList<DeploymentStrategyType> Known { get; } = [Recreate, RollingUpdate];

    /// <inheritdoc/>
    public static DeploymentStrategyType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
