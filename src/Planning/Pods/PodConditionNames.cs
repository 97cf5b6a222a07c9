namespace Krewe.Planning.Pods;

/// <summary>Types of pod conditions.</summary>
public static class PodConditionNames
{
    /// <summary>All containers are ready and the pod may serve.</summary>
    public const string Ready = "Ready";

    /// <summary>The pod has a node.</summary>
    public const string PodScheduled = "PodScheduled";

    /// <summary>All containers are ready.</summary>
    public const string ContainersReady = "ContainersReady";

    /// <summary>All init containers have ended well.</summary>
    public const string Initialized = "Initialized";

    /// <summary>The pod is about to be ended for the cluster's sake, not for its own.</summary>
    public const string DisruptionTarget = "DisruptionTarget";
}
