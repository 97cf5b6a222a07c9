using Krewe.Model.Core;
using Krewe.Planning.Pods;

namespace Krewe.Planning.Scheduling;

/// <summary>Which pods wait for the scheduler, and in which order.</summary>
public static class SchedulingQueue
{
    /// <summary>The scheduler's name, where pods name one.</summary>
    public const string SchedulerName = "default-scheduler";

    /// <summary>True if the pod waits for this scheduler: unbound, neither finished nor ending, not gated.</summary>
    public static bool Waits(Pod pod) =>
        !pod.IsBound() && pod.IsActive() && pod.Spec.SchedulingGates.Count == 0
        && (string.IsNullOrEmpty(pod.Spec.SchedulerName) || pod.Spec.SchedulerName == SchedulerName);

    /// <summary>Higher priority first, then the older pod, then by name.</summary>
    public static IEnumerable<Pod> InOrder(IEnumerable<Pod> pods) => pods
        .Where(Waits)
        .OrderByDescending(pod => pod.Spec.Priority ?? 0)
        .ThenBy(pod => pod.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue)
        .ThenBy(pod => pod.Metadata.Namespace, StringComparer.Ordinal)
        .ThenBy(pod => pod.Metadata.Name, StringComparer.Ordinal);
}
