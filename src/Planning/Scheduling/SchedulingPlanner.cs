using Krewe.Model.Core;
using Krewe.Planning.Plans;
using Krewe.Planning.Pods;
using Krewe.Planning.Scheduling.Board;

namespace Krewe.Planning.Scheduling;

/// <summary>Finds nodes for pods.</summary>
public static class SchedulingPlanner
{
    /// <summary>
    /// Places the waiting pods, those of higher priority first, then the older ones. Each placement is counted on the board before the
    /// next pod is looked at. Pods that are bound, finished, ending, gated or meant for another scheduler are passed over, and so are
    /// those that the board has placed already.
    /// </summary>
    public static SchedulingPlan Plan(SchedulingBoard board, IReadOnlyCollection<Pod> waiting, PlanContext context)
    {
        List<PlannedBinding> bindings = [];
        List<SchedulingRefusal> refusals = [];
        var choice = new NodeChoice(board, context.Seed);
        // Within one plan room only shrinks: what one pod was refused, its like need not ask for again.
        Dictionary<(string?, uint, long, long), string> known = [];

        foreach (var pod in SchedulingQueue.InOrder(waiting))
        {
            var profile = PodProfile.Of(pod);
            if (board.Has(profile.Key))
                continue;
            if (known.Count > 0 && profile.IsMonotone && known.TryGetValue(profile.Likeness(), out var message))
            {
                refusals.Add(Refusal(pod, message, context.Now));
                continue;
            }

            var tally = new RefusalTally();
            if (choice.For(profile, tally) is { } node)
            {
                board.Assume(profile, node);
                bindings.Add(Binding(pod, node.Name));
                continue;
            }
            message = tally.Sentence(board.NodeCount);
            if (profile.IsMonotone && profile.ControllerUid is not null)
                known[profile.Likeness()] = message;
            refusals.Add(Refusal(pod, message, context.Now));
        }
        return new SchedulingPlan { Bindings = bindings, Refusals = refusals };
    }

    private static PlannedBinding Binding(Pod pod, string node) => new(pod, node, PlannedEvent.Normal(
        pod, "Scheduled", $"Successfully assigned {pod.Metadata.Namespace}/{pod.Metadata.Name} to {node}"));

    private static SchedulingRefusal Refusal(Pod pod, string message, DateTimeOffset now)
    {
        var wanted = PodConditionRule.Unschedulable(message, now);
        var said = pod.Condition(PodConditionType.PodScheduled) is { } current && current.Status == wanted.Status && current.Message == message;
        return new SchedulingRefusal(pod, message, said ? null : wanted, PlannedEvent.Warning(pod, "FailedScheduling", message));
    }
}
