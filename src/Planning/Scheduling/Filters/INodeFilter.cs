using Krewe.Planning.Scheduling.Board;

namespace Krewe.Planning.Scheduling.Filters;

/// <summary>One reason for which a node may not take a pod.</summary>
internal interface INodeFilter
{
    /// <summary>Name of the policy.</summary>
    string Name { get; }

    /// <summary>The check for one pod, or null where the policy has nothing against any node.</summary>
    INodeCheck? For(PodProfile pod, SchedulingBoard board);
}

/// <summary>A filter made ready for one pod.</summary>
internal interface INodeCheck
{
    /// <summary>True if the node may take the pod.</summary>
    bool Admits(PodProfile pod, NodeSlot node);

    /// <summary>Why the node may not, in Kubernetes' words; at least one reason.</summary>
    IEnumerable<string> Refusals(PodProfile pod, NodeSlot node);
}
