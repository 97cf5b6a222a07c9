using Krewe.Model.Core;

namespace Krewe.Grains.Pods;

/// <summary>Joins what an agent sees of a pod with what only the server knows of it.</summary>
internal static class ObservedStatus
{
    /// <summary>The next status. A finished pod stays as it finished, whatever is reported late.</summary>
    public static PodStatus Merge(PodStatus known, PodStatus seen)
    {
        if (IsFinished(known.Phase) && !IsFinished(seen.Phase))
            return known;
        return seen with
        {
            QosClass = known.QosClass,
            NominatedNodeName = known.NominatedNodeName,
            Conditions = Join(known.Conditions, seen.Conditions),
        };
    }

    // Whether the pod is scheduled is the server's to say, and so are conditions that the agent does not mention (readiness gates, disruption).
    private static List<PodCondition> Join(IReadOnlyList<PodCondition> known, IReadOnlyList<PodCondition> seen)
    {
        var bySeen = seen.Where(condition => condition.Type != PodConditionType.PodScheduled).ToList();
        var kept = known.Where(condition => bySeen.All(other => other.Type != condition.Type));
        return [.. kept, .. bySeen];
    }

    private static bool IsFinished(PodPhase? phase) => phase == PodPhase.Succeeded || phase == PodPhase.Failed;
}
