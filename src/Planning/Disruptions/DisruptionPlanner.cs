using Krewe.Model.Core;
using Krewe.Model.Policy;
using Krewe.Planning.Ownership;
using Krewe.Planning.Plans;
using Krewe.Planning.Pods;

namespace Krewe.Planning.Disruptions;

/// <summary>A budget of disruptions, and all that decides what is left of it.</summary>
public sealed record ObservedBudget
{
    /// <summary>The budget.</summary>
    public required PodDisruptionBudget Budget { get; init; }

    /// <summary>The pods that it selects.</summary>
    public required IReadOnlyList<Pod> Pods { get; init; }

    /// <summary>Of the controllers of these pods by UID, how many pods each shall have; one that has no such number is not among them.</summary>
    public required IReadOnlyDictionary<string, int> Scales { get; init; }
}

/// <summary>What is left of a budget.</summary>
/// <param name="Budget">The budget with the status of now.</param>
/// <param name="Changed">True if that is another status than before.</param>
/// <param name="LookAgainAt">When time alone will change the answer, or null.</param>
/// <param name="Event">What to tell, or null.</param>
public sealed record DisruptionPlan(PodDisruptionBudget Budget, bool Changed, DateTimeOffset? LookAgainAt, PlannedEvent? Event);

/// <summary>Reckons what is left of budgets.</summary>
public static class DisruptionPlanner
{
    /// <summary>How long a pod whose eviction was allowed counts as gone before its deletion is seen.</summary>
    public static readonly TimeSpan DeletionTimeout = TimeSpan.FromMinutes(2);

    /// <summary>The status as of now.</summary>
    public static DisruptionPlan Plan(ObservedBudget observed, DateTimeOffset now)
    {
        var budget = observed.Budget;
        var disrupted = StillDisrupted(observed, now);
        var counts = Count(observed, out var problem);
        var healthy = observed.Pods.Count(pod => !pod.IsTerminating() && pod.IsReady() && !disrupted.ContainsKey(pod.Metadata.Name ?? ""));
        var allowed = problem is null && counts.Expected > 0 ? Math.Max(0, healthy - counts.Desired) : 0;
        var status = budget.Status with
        {
            ObservedGeneration = budget.Metadata.Generation,
            DisruptedPods = disrupted,
            DisruptionsAllowed = allowed,
            CurrentHealthy = problem is null ? healthy : budget.Status.CurrentHealthy,
            DesiredHealthy = problem is null ? counts.Desired : budget.Status.DesiredHealthy,
            ExpectedPods = problem is null ? counts.Expected : budget.Status.ExpectedPods,
        };
        var next = budget with { Status = status with { Conditions = AllowedCondition.Set(status, now, problem) } };
        DateTimeOffset? again = disrupted.Count == 0 ? null : disrupted.Values.Min() + DeletionTimeout;
        var told = problem is null ? null : PlannedEvent.Warning(budget, "CalculateExpectedPodCountFailed", $"Failed to calculate the number of expected pods: {problem}");
        return new DisruptionPlan(next, !next.Status.Equals(budget.Status), again, told);
    }

    // The evictions that were allowed and of which nothing is to be seen yet.
    private static Dictionary<string, DateTimeOffset> StillDisrupted(ObservedBudget observed, DateTimeOffset now)
    {
        var waiting = observed.Pods.Where(pod => !pod.IsTerminating()).Select(pod => pod.Metadata.Name).ToHashSet();
        return observed.Budget.Status.DisruptedPods
            .Where(eviction => waiting.Contains(eviction.Key) && eviction.Value + DeletionTimeout > now)
            .ToDictionary(StringComparer.Ordinal);
    }

    private static (int Expected, int Desired) Count(ObservedBudget observed, out string? problem)
    {
        problem = null;
        var spec = observed.Budget.Spec;
        if (spec.MaxUnavailable is { } unavailable)
        {
            var expected = Expected(observed, out problem);
            return (expected, Math.Max(0, expected - (unavailable.Scale(expected, roundUp: true) ?? 0)));
        }
        if (spec.MinAvailable is { IsText: true } share)
        {
            var expected = Expected(observed, out problem);
            return (expected, share.Scale(expected, roundUp: true) ?? 0);
        }
        return spec.MinAvailable is { Number: { } number } ? (observed.Pods.Count, number) : (0, 0);
    }

    // How many pods their controllers shall have; pods without one do not count.
    private static int Expected(ObservedBudget observed, out string? problem)
    {
        problem = null;
        var counted = new HashSet<string>(StringComparer.Ordinal);
        var sum = 0;
        foreach (var pod in observed.Pods)
        {
            if (ControllerReference.Of(pod.Metadata)?.Uid is not { } uid || !counted.Add(uid))
                continue;
            if (observed.Scales.TryGetValue(uid, out var replicas))
                sum += replicas;
            else
                problem ??= $"found no controllers for pod \"{pod.Metadata.Name}\"";
        }
        return sum;
    }
}
