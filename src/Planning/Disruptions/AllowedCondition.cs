using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Model.Policy;

namespace Krewe.Planning.Disruptions;

/// <summary>The condition that says whether a budget allows disruptions.</summary>
internal static class AllowedCondition
{
    private const string Type = "DisruptionAllowed";

    /// <summary>The conditions of a status whose numbers are set.</summary>
    public static IReadOnlyList<Condition> Set(PodDisruptionBudgetStatus status, DateTimeOffset now, string? problem)
    {
        var allowed = problem is null && status.DisruptionsAllowed > 0;
        var known = status.Conditions.FirstOrDefault(condition => condition.Type == Type);
        var value = allowed ? ConditionStatus.True : ConditionStatus.False;
        var next = new Condition
        {
            Type = Type,
            Status = value,
            ObservedGeneration = status.ObservedGeneration,
            LastTransitionTime = known?.Status == value ? known.LastTransitionTime : now,
            Reason = problem is not null ? "SyncFailed" : allowed ? "SufficientPods" : "InsufficientPods",
            Message = problem ?? "",
        };
        return [.. status.Conditions.Where(condition => condition.Type != Type), next];
    }
}
