using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>A condition that must be true for a pod to be ready.</summary>
public sealed partial record PodReadinessGate : ApiRecord
{
    /// <summary>Type of the condition.</summary>
    [Field(1, Required = true)]
    public PodConditionType? ConditionType { get; init; }
}

/// <summary>A reason not to schedule a pod yet.</summary>
public sealed partial record PodSchedulingGate : ApiRecord
{
    /// <summary>Name of the gate.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }
}
