using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>What a replication controller's condition is about.</summary>
public readonly record struct ReplicationControllerConditionType(string Value) : IOpenEnum<ReplicationControllerConditionType>
{
    /// <summary>A pod could not be created or deleted.</summary>
    public static ReplicationControllerConditionType ReplicaFailure { get; } = new("ReplicaFailure");

    /// <inheritdoc/>
    public static IReadOnlyList<ReplicationControllerConditionType> Known { get; } = [ReplicaFailure];

    /// <inheritdoc/>
    public static ReplicationControllerConditionType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
