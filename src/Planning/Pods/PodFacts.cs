using Krewe.Model.Core;

namespace Krewe.Planning.Pods;

/// <summary>What planners ask of a pod.</summary>
public static class PodFacts
{
    /// <summary>True once the pod has a node.</summary>
    public static bool IsBound(this Pod pod) => !string.IsNullOrEmpty(pod.Spec.NodeName);

    /// <summary>True once its deletion is asked for.</summary>
    public static bool IsTerminating(this Pod pod) => pod.Metadata.DeletionTimestamp is not null;

    /// <summary>True when none of its containers will ever run again.</summary>
    public static bool IsFinished(this Pod pod) => pod.Status.Phase is { } phase && (phase == PodPhase.Succeeded || phase == PodPhase.Failed);

    /// <summary>True for pods that count as replicas: neither finished nor about to go.</summary>
    public static bool IsActive(this Pod pod) => !pod.IsFinished() && !pod.IsTerminating();

    /// <summary>A condition of the pod, or null.</summary>
    public static PodCondition? Condition(this Pod pod, PodConditionType type)
    {
        foreach (var condition in pod.Status.Conditions)
        {
            if (condition.Type == type)
                return condition;
        }
        return null;
    }
}
