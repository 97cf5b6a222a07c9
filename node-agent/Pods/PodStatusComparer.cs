using Krewe.Model.Core;

namespace Krewe.NodeAgent.Pods;

/// <summary>Tells whether two statuses that <see cref="PodStatusWriter"/> wrote say the same.</summary>
internal static class PodStatusComparer
{
    /// <summary>True if they do.</summary>
    public static bool Same(PodStatus left, PodStatus right) =>
        left.Conditions.SequenceEqual(right.Conditions)
        && left.InitContainerStatuses.SequenceEqual(right.InitContainerStatuses)
        && left.ContainerStatuses.SequenceEqual(right.ContainerStatuses)
        && left.PodIPs.SequenceEqual(right.PodIPs)
        && left.HostIPs.SequenceEqual(right.HostIPs)
        && left == right with
        {
            Conditions = left.Conditions,
            InitContainerStatuses = left.InitContainerStatuses,
            ContainerStatuses = left.ContainerStatuses,
            PodIPs = left.PodIPs,
            HostIPs = left.HostIPs,
        };
}
