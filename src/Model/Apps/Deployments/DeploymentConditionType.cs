using Krewe.Model.Schema;

namespace Krewe.Model.Apps;

/// <summary>What a deployment's condition is about.</summary>
public readonly record struct DeploymentConditionType(string Value) : IOpenEnum<DeploymentConditionType>
{
    /// <summary>Enough pods are available.</summary>
    public static DeploymentConditionType Available { get; } = new("Available");

    /// <summary>The rollout goes on, or is done.</summary>
    public static DeploymentConditionType Progressing { get; } = new("Progressing");

    /// <summary>A pod could not be created or deleted.</summary>
    public static DeploymentConditionType ReplicaFailure { get; } = new("ReplicaFailure");

    /// <inheritdoc/>
    public static IReadOnlyList<DeploymentConditionType> Known { get; } = [Available, Progressing, ReplicaFailure];

    /// <inheritdoc/>
    public static DeploymentConditionType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
