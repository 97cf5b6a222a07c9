using Krewe.Model.Schema;

namespace Krewe.Model.Apps;

/// <summary>What a replica set's condition is about.</summary>
public readonly record struct ReplicaSetConditionType(string Value) : IOpenEnum<ReplicaSetConditionType>
{
    /// <summary>A pod could not be created or deleted.</summary>
    public static ReplicaSetConditionType ReplicaFailure { get; } = new("ReplicaFailure");

    /// <inheritdoc/>
    public static IReadOnlyList<ReplicaSetConditionType> Known { get; } = [ReplicaFailure];

    /// <inheritdoc/>
    public static ReplicaSetConditionType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
