using Krewe.Model.Meta;

namespace Krewe.Model.Scheduling;

/// <summary>The priority classes that exist from the start, for what a cluster cannot be without.</summary>
public static class SystemPriorities
{
    /// <summary>Names of classes that start so are the system's.</summary>
    public const string Prefix = "system-";

    /// <summary>The most that users may give.</summary>
    public const int HighestOfUsers = 1_000_000_000;

    /// <summary>For what the cluster needs, on whichever node.</summary>
    public static PriorityClass ClusterCritical { get; } = Class(
        "system-cluster-critical", 2 * HighestOfUsers, "For pods that the cluster cannot be without, but that may run on another node.");

    /// <summary>For what its node needs.</summary>
    public static PriorityClass NodeCritical { get; } = Class(
        "system-node-critical", 2 * HighestOfUsers + 1_000, "For pods that their node cannot be without.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PriorityClass> All { get; } = [ClusterCritical, NodeCritical];

    private static PriorityClass Class(string name, int value, string description) => new()
    {
        Metadata = new ObjectMeta { Name = name },
        Value = value,
        Description = description,
    };
}
