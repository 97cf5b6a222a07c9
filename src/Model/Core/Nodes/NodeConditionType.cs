using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>What a node's condition is about.</summary>
public readonly record struct NodeConditionType(string Value) : IOpenEnum<NodeConditionType>
{
    /// <summary>It can run pods.</summary>
    public static NodeConditionType Ready { get; } = new("Ready");

    /// <summary>Memory is short.</summary>
    public static NodeConditionType MemoryPressure { get; } = new("MemoryPressure");

    /// <summary>Disk space is short.</summary>
    public static NodeConditionType DiskPressure { get; } = new("DiskPressure");

    /// <summary>Process ids are short.</summary>
    public static NodeConditionType PidPressure { get; } = new("PIDPressure");

    /// <summary>Its network is not set up.</summary>
    public static NodeConditionType NetworkUnavailable { get; } = new("NetworkUnavailable");

    /// <inheritdoc/>
    public static IReadOnlyList<NodeConditionType> Known { get; } = [Ready, MemoryPressure, DiskPressure, PidPressure, NetworkUnavailable];

    /// <inheritdoc/>
    public static NodeConditionType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
