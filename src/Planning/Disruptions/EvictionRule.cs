using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Model.Policy;
using Krewe.Model.Validation;
using Krewe.Planning.Pods;

namespace Krewe.Planning.Disruptions;

/// <summary>What a budget says to an eviction.</summary>
public abstract record EvictionVerdict
{
    private EvictionVerdict() { }

    /// <summary>The pod may go, and the budget loses nothing by it, as long as the pod is as observed.</summary>
    public sealed record Free : EvictionVerdict
    {
        /// <summary>The only one.</summary>
        public static Free Instance { get; } = new();
    }

    /// <summary>The pod may go once this state of the budget is written.</summary>
    public sealed record Charged(PodDisruptionBudget Budget) : EvictionVerdict;

    /// <summary>The pod must stay.</summary>
    public sealed record Refused(ApiFailure Failure) : EvictionVerdict;
}

/// <summary>Decides whether pods may be evicted.</summary>
public static class EvictionRule
{
    private const string WouldViolate = "Cannot evict pod as it would violate the pod's disruption budget.";
    private const int MostUnconfirmed = 2_000;

    /// <summary>True for pods that no budget protects: those that do not run yet, are done, or go already.</summary>
    public static bool IsUnprotected(Pod pod) => pod.IsFinished() || pod.IsTerminating() || pod.Status.Phase == PodPhase.Pending;

    /// <summary>Pods of several budgets cannot be evicted.</summary>
    public static ApiFailure SeveralBudgets { get; } = new(FailureReason.InternalError,
        "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");

    /// <summary>What was allowed of a pod that has changed since.</summary>
    public static ApiFailure Changed { get; } = new(FailureReason.TooManyRequests, WouldViolate) { RetryAfter = TimeSpan.FromSeconds(10) };

    /// <summary>Decides on a budget with the status of now.</summary>
    public static EvictionVerdict Decide(PodDisruptionBudget budget, Pod pod, DateTimeOffset now)
    {
        var status = budget.Status;
        var name = pod.Metadata.Name ?? "";
        if (status.DisruptedPods.ContainsKey(name))
            return EvictionVerdict.Free.Instance;
        if (!pod.IsReady() && (budget.Spec.UnhealthyPodEvictionPolicy == UnhealthyPodEvictionPolicy.AlwaysAllow
            || (status.DesiredHealthy > 0 && status.CurrentHealthy >= status.DesiredHealthy)))
            return EvictionVerdict.Free.Instance;
        if (status.DisruptedPods.Count >= MostUnconfirmed)
            return new EvictionVerdict.Refused(ApiFailure.Forbidden(PodDisruptionBudgetKind.Instance, budget.Metadata.Name,
                "DisruptedPods map too big - too many evictions not confirmed by PDB controller"));
        if (status.DisruptionsAllowed <= 0)
            return new EvictionVerdict.Refused(Violation(budget));

        var left = status with
        {
            DisruptionsAllowed = status.DisruptionsAllowed - 1,
            CurrentHealthy = pod.IsReady() ? status.CurrentHealthy - 1 : status.CurrentHealthy,
            DisruptedPods = status.DisruptedPods.Append(KeyValuePair.Create(name, now)).ToDictionary(StringComparer.Ordinal),
        };
        return new EvictionVerdict.Charged(budget with { Status = left with { Conditions = AllowedCondition.Set(left, now, null) } });
    }

    private static ApiFailure Violation(PodDisruptionBudget budget) => new(FailureReason.TooManyRequests, WouldViolate)
    {
        Causes =
        [
            new FieldError(FieldErrorReason.DisruptionBudget, "", FormattableString.Invariant(
                $"The disruption budget {budget.Metadata.Name} needs {budget.Status.DesiredHealthy} healthy pods and has {budget.Status.CurrentHealthy} currently")),
        ],
    };
}
