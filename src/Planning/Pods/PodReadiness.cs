using Krewe.Model.Core;
using Krewe.Model.Meta;

namespace Krewe.Planning.Pods;

/// <summary>Readiness: the pod may serve. Availability: it has been ready for long enough to be counted on.</summary>
public static class PodReadiness
{
    /// <summary>True if the pod's Ready condition is true.</summary>
    public static bool IsReady(this Pod pod) => pod.Condition(PodConditionType.Ready)?.Status == ConditionStatus.True;

    /// <summary>Since when the pod is ready; null while it is not, or if nobody has noted when.</summary>
    public static DateTimeOffset? ReadySince(this Pod pod) =>
        pod.Condition(PodConditionType.Ready) is { } ready && ready.Status == ConditionStatus.True ? ready.LastTransitionTime : null;

    /// <summary>When the pod becomes available if it stays ready; null while it is not ready.</summary>
    public static DateTimeOffset? AvailableAt(this Pod pod, int minReadySeconds)
    {
        if (!pod.IsReady())
            return null;
        if (minReadySeconds == 0)
            return DateTimeOffset.MinValue;
        return pod.ReadySince()?.After(minReadySeconds);
    }

    /// <summary>True if the pod has been ready for <paramref name="minReadySeconds"/>.</summary>
    public static bool IsAvailable(this Pod pod, int minReadySeconds, DateTimeOffset now) => pod.AvailableAt(minReadySeconds) <= now;
}
