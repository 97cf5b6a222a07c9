using Krewe.Model.Core;
using Krewe.Planning.Plans;

namespace Krewe.Planning.Scheduling;

/// <summary>Finds nodes for pods.</summary>
public static class SchedulingPlanner
{
    /// <summary>
    /// Places the waiting pods, those of higher priority first, then the older ones. Each placement is counted on the board before the
    /// next pod is looked at. Pods that are bound, finished, ending, gated or meant for another scheduler are passed over.
    /// </summary>
    public static SchedulingPlan Plan(SchedulingBoard board, IReadOnlyCollection<Pod> waiting, PlanContext context) => throw new NotImplementedException();
}
