using Krewe.Model.Core;

namespace Krewe.Planning.Pods;

/// <summary>How long a pod is given to end.</summary>
public static class PodDeletionRule
{
    private const long DefaultGraceSeconds = 30;

    /// <summary>
    /// The seconds of grace of a deletion: 0 (remove at once) for a pod that no node runs, that is finished, or whose node is gone;
    /// otherwise what was asked for, or the pod's own. A deletion that goes on is never prolonged.
    /// </summary>
    /// <param name="pod">The pod.</param>
    /// <param name="requested">Seconds that were asked for; null for the pod's own; 0 to force.</param>
    /// <param name="nodeExists">False if the node of a bound pod is no longer there to confirm the end.</param>
    public static long GraceSeconds(Pod pod, long? requested, bool nodeExists)
    {
        if (!pod.IsBound() || pod.IsFinished() || !nodeExists)
            return 0;
        var grace = Math.Max(0, requested ?? pod.Spec.TerminationGracePeriodSeconds ?? DefaultGraceSeconds);
        return pod.Metadata is { DeletionTimestamp: not null, DeletionGracePeriodSeconds: { } running } ? Math.Min(grace, running) : grace;
    }
}
