using Krewe.Model.Core;
using Krewe.Protocol;

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

    // The agent's own conditions are as it says, all others (scheduling, disruption, readiness gates) as the server has them.
    private static List<PodCondition> Join(IReadOnlyList<PodCondition> known, IReadOnlyList<PodCondition> seen) =>
        [.. known.Where(condition => !IsAgents(condition)), .. seen.Where(IsAgents)];

    private static bool IsAgents(PodCondition condition) =>
        condition.Type is { } type && AgentProtocol.PodConditionsOfAgent.Contains(type.Value);

    private static bool IsFinished(PodPhase? phase) => phase == PodPhase.Succeeded || phase == PodPhase.Failed;
}
