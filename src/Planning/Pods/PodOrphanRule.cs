using Krewe.Model.Core;

namespace Krewe.Planning.Pods;

/// <summary>What becomes of a pod when the Node object that it is bound to no longer exists.</summary>
public static class PodOrphanRule
{
    /// <summary>True if the pod must be deleted at once (grace 0): nobody is left who could run it or confirm its end.</summary>
    public static bool MustGo(Pod pod, bool nodeExists) => pod.IsBound() && !nodeExists;

    /// <summary>The status that the pod ends with, for those who watch it go.</summary>
    public static PodStatus FinalStatus(Pod pod, DateTimeOffset now) => pod.IsFinished() ? pod.Status : pod.Status.With(PodConditionRule.DisruptionTarget(
        "DeletionByPodGC", "PodGC: node no longer exists", now)) with
    {
        Phase = PodPhase.Failed,
    };
}
