using Krewe.Model.Core;

namespace Krewe.Planning.Pods;

/// <summary>How long a pod is given to end.</summary>
public static class PodDeletionRule
{
    private const long DefaultGraceSeconds = 30;

    /// <summary>
    /// The least that a pod gets whose node's agent is in touch: a forced deletion ends it as fast as that, but its name is not free
    /// before the agent says that nothing of it runs. Two pods of one name never run at once where both agents can be asked.
    /// </summary>
    private const long LeastConfirmed = 1;

    /// <summary>
    /// The seconds of grace of a deletion: 0 (remove at once) for a pod that no node runs, that is finished, or whose node is gone;
    /// otherwise what was asked for, or the pod's own. A deletion that goes on is never prolonged.
    /// </summary>
    /// <param name="pod">The pod.</param>
    /// <param name="requested">Seconds that were asked for; null for the pod's own; 0 to force.</param>
    /// <param name="node">Who is there to end a bound pod.</param>
    public static long GraceSeconds(Pod pod, long? requested, PodKeeper node)
    {
        if (!pod.IsBound() || pod.IsFinished() || node == PodKeeper.None)
            return 0;
        var least = requested == 0 && node == PodKeeper.Confirming ? LeastConfirmed : 0;
        var grace = Math.Max(least, requested ?? pod.Spec.TerminationGracePeriodSeconds ?? DefaultGraceSeconds);
        return pod.Metadata is { DeletionTimestamp: not null, DeletionGracePeriodSeconds: { } running } ? Math.Min(grace, running) : grace;
    }
}

/// <summary>Who is there to end a pod that is bound to a node.</summary>
public enum PodKeeper
{
    /// <summary>The node does not exist.</summary>
    None,

    /// <summary>
    /// A node whose agent is silent, or is a client of the API that says by a deletion with grace 0 that the pod has ended: grace 0 is
    /// taken at its word.
    /// </summary>
    Trusting,

    /// <summary>A node whose agent is in touch and reports the pod's end.</summary>
    Confirming,
}
