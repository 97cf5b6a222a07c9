using Krewe.Model.Core;
using Krewe.Planning.Plans;

namespace Krewe.Planning.Scheduling;

/// <summary>Where the waiting pods go, and why the others wait on.</summary>
public sealed record SchedulingPlan
{
    /// <summary>
    /// Placements in the order in which they were made. The board counts them already; when a binding fails, tell it so with
    /// <see cref="SchedulingBoard.Forget"/>.
    /// </summary>
    public IReadOnlyList<PlannedBinding> Bindings { get; init; } = [];

    /// <summary>Pods that fit nowhere now.</summary>
    public IReadOnlyList<SchedulingRefusal> Refusals { get; init; } = [];
}

/// <summary>A pod that gets a node.</summary>
/// <param name="Pod">The pod as it was observed, without a node; bind it on condition of its UID.</param>
/// <param name="NodeName">The node.</param>
/// <param name="Event">What to tell once it is bound: <c>Scheduled</c>.</param>
public sealed record PlannedBinding(Pod Pod, string NodeName, PlannedEvent Event);

/// <summary>A pod that fits nowhere.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Message">Why: <c>0/3 nodes are available: 3 Insufficient cpu.</c></param>
/// <param name="Condition">The condition PodScheduled that says so; null where the pod says so already.</param>
/// <param name="Event">What to tell: <c>FailedScheduling</c>.</param>
public sealed record SchedulingRefusal(Pod Pod, string Message, PodCondition? Condition, PlannedEvent Event);
