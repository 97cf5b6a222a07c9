using Krewe.Model.Core;
using Krewe.NodeAgent.Runtimes;

namespace Krewe.NodeAgent.Pods;

/// <summary>Writes a pod's status from what is known of it, in the words of Kubernetes. Pure.</summary>
internal static class PodStatusWriter
{
    /// <summary>The status now. <paramref name="before"/> is the one that was written last, for the times of transitions.</summary>
    public static PodStatus Write(PodView view, PodStatus before, string runtime, NodeContext node)
    {
        var pod = view.Pod!;
        var initial = view.Containers.Where(c => c.IsInitial).ToList();
        var init = initial.ConvertAll(container => ContainerStatusWriter.Write(view, container, runtime));
        var initialized = initial.TrueForAll(container => IsPassed(view, container));
        var main = view.Containers.Where(c => c.Role == ContainerRole.Main)
            .Select(container => ContainerStatusWriter.Write(view, container, runtime)).ToList();
        var phase = PhaseOf(view, main, initialized);
        var addresses = pod.Spec.HostNetwork == true ? node.Addresses : view.Sandbox?.Addresses ?? [];
        if (addresses.Count == 0 && view.Sandbox is null)
            addresses = [.. before.PodIPs.Select(ip => ip.Ip).OfType<string>()];
        return before with
        {
            Phase = phase,
            Reason = view.Memory.Failure?.Reason ?? (view.Pod!.Status.Phase == phase ? view.Pod.Status.Reason : null),
            Message = view.Memory.Failure?.Message ?? (view.Pod!.Status.Phase == phase ? view.Pod.Status.Message : null),
            ObservedGeneration = pod.Metadata.Generation,
            StartTime = view.StartTime,
            HostIP = node.Addresses.Count > 0 ? node.Addresses[0] : null,
            HostIPs = [.. node.Addresses.Select(address => new HostIP { Ip = address })],
            PodIP = addresses.Count > 0 ? addresses[0] : null,
            PodIPs = [.. addresses.Select(address => new PodIP { Ip = address })],
            InitContainerStatuses = init,
            ContainerStatuses = main,
            EphemeralContainerStatuses =
            [
                .. view.Containers.Where(c => c.Role == ContainerRole.Ephemeral).Select(container => ContainerStatusWriter.Write(view, container, runtime)),
            ],
            Conditions = PodConditionWriter.Write(view, before, phase, init, main, initialized),
        };
    }

    /// <summary>True if an init container lets the next one go on.</summary>
    private static bool IsPassed(PodView view, PodContainer container) =>
        view.MainStarted || view.Conclusion == PodPhase.Succeeded
        || (view.Latest(container.Name) is { } latest
            && (container.Role == ContainerRole.Sidecar ? view.IsStarted(container, latest) : latest.Succeeded));

    private static PodPhase PhaseOf(PodView view, List<ContainerStatus> main, bool initialized)
    {
        if (view.Conclusion is { } conclusion)
            return conclusion;
        if ((view.Deleted || view.Withdrawn) && !view.Instances.Any(i => i.Phase == ContainerPhase.Running) && main.Exists(c => c.State.Terminated is not null))
            return main.TrueForAll(c => c.State.Terminated is { ExitCode: 0 }) ? PodPhase.Succeeded : PodPhase.Failed;
        return initialized && main.TrueForAll(c => c.State.Running is not null || c.State.Terminated is not null || c.LastState.Terminated is not null)
            ? PodPhase.Running
            : PodPhase.Pending;
    }
}
