using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>What a pod's condition is about. Readiness gates bring types of their own.</summary>
public readonly record struct PodConditionType(string Value) : IOpenEnum<PodConditionType>
{
    /// <summary>It is bound to a node.</summary>
    public static PodConditionType PodScheduled { get; } = new("PodScheduled");

    /// <summary>Its sandbox and network are there.</summary>
    public static PodConditionType PodReadyToStartContainers { get; } = new("PodReadyToStartContainers");

    /// <summary>Its init containers are done.</summary>
    public static PodConditionType Initialized { get; } = new("Initialized");

    /// <summary>All its containers are ready.</summary>
    public static PodConditionType ContainersReady { get; } = new("ContainersReady");

    /// <summary>It can serve.</summary>
    public static PodConditionType Ready { get; } = new("Ready");

    /// <summary>It is about to be ended by the system.</summary>
    public static PodConditionType DisruptionTarget { get; } = new("DisruptionTarget");

    /// <summary>A change of its resources waits.</summary>
    public static PodConditionType PodResizePending { get; } = new("PodResizePending");

    /// <summary>A change of its resources is under way.</summary>
    public static PodConditionType PodResizeInProgress { get; } = new("PodResizeInProgress");

    /// <inheritdoc/>
    public static IReadOnlyList<PodConditionType> Known { get; } =
    [
        PodScheduled, PodReadyToStartContainers, Initialized, ContainersReady, Ready, DisruptionTarget, PodResizePending,
        PodResizeInProgress,
    ];

    /// <inheritdoc/>
    public static PodConditionType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
