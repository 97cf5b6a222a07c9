using Krewe.Model.Core;
using Krewe.Model.Quantities;
using Krewe.NodeAgent.Environment;
using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Volumes;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Pods;

/// <summary>Works out what an instance of a container is made from.</summary>
internal sealed class ContainerRequests(NodeContext node)
{
    private const string DefaultTerminationLog = "/dev/termination-log";
    private const long SharesPerCpu = 1024;
    private const long LeastShares = 2;

    /// <summary>The request for an instance.</summary>
    /// <exception cref="ConfigurationException">The pod refers to something that is not there.</exception>
    public ContainerRequest Of(PodAssignment assignment, PodIdentity identity, PodStep.Start step, string imageId, PodVolumes volumes, SubPathAnchors? anchors)
    {
        var (pod, container) = (assignment.Pod, step.Container.Spec);
        var environment = new EnvironmentResolver(assignment, node, step.Sandbox.Addresses).Resolve(container);
        var hostNetwork = pod.Spec.HostNetwork == true;
        return new ContainerRequest
        {
            Pod = identity,
            Name = step.Container.Name,
            Attempt = step.Attempt,
            BackOff = step.BackOff,
            SpecHash = step.Container.SpecHash,
            Sandbox = step.Sandbox,
            Image = container.Image ?? "",
            ImageId = imageId,
            Command = [.. container.Command.Select(text => VariableExpansion.Expand(text, environment))],
            Args = [.. container.Args.Select(text => VariableExpansion.Expand(text, environment))],
            Environment = [.. environment.Append(KeyValuePair.Create("HOSTNAME", SandboxRequests.HostnameOf(pod))).DistinctBy(v => v.Key)],
            WorkingDirectory = string.IsNullOrEmpty(container.WorkingDir) ? null : container.WorkingDir,
            Mounts = volumes.MountsOf(pod, container, environment, anchors),
            TerminationLog = volumes.PrepareTerminationLog(step.Container.Name, step.Attempt),
            TerminationLogPath = string.IsNullOrEmpty(container.TerminationMessagePath) ? DefaultTerminationLog : container.TerminationMessagePath,
            Limits = LimitsOf(pod, container),
            Privileges = PrivilegesOf(pod.Spec.SecurityContext, container.SecurityContext),
            Stdin = container.Stdin == true,
            StdinOnce = container.StdinOnce == true,
            Terminal = container.Tty == true,
            HostNetwork = hostNetwork,
            HostPid = pod.Spec.HostPID == true,
            SharedPid = pod.Spec.ShareProcessNamespace == true,
            PidTarget = step.Target?.Id,
            HostIpc = pod.Spec.HostIPC == true,
        };
    }

    /// <summary>The limits of a container, as kubelet derives them from its resources.</summary>
    internal ContainerLimits LimitsOf(Pod pod, Container container)
    {
        var (limits, requests) = (container.Resources.Limits, container.Resources.Requests);
        Quantity? Limit(string name) => limits.TryGetValue(name, out var value) && !value.IsZero ? value : null;
        var cpu = requests.TryGetValue("cpu", out var request) ? request : Limit("cpu") ?? Quantity.Zero;
        return new ContainerLimits
        {
            CpuShares = Math.Max(cpu.MilliValue * SharesPerCpu / 1000, LeastShares),
            CpuMillis = Limit("cpu")?.MilliValue,
            MemoryBytes = Limit("memory")?.Value,
            OomScoreAdjustment = OomScoreOf(pod, container),
        };
    }

    /// <summary>Guaranteed pods are ended last, those without requests first; between them, the more was asked for the later.</summary>
    private int OomScoreOf(Pod pod, Container container)
    {
        var qos = pod.Status.QosClass;
        if (qos == PodQosClass.Guaranteed)
            return -997;
        if (qos == PodQosClass.BestEffort || !container.Resources.Requests.TryGetValue("memory", out var memory))
            return 1000;
        var capacity = node.Allocatable.TryGetValue("memory", out var allocatable) ? Math.Max(allocatable.Value, 1) : long.MaxValue;
        return (int)Math.Clamp(1000 - (long)(1000.0 * memory.Value / capacity), 3, 999);
    }

    private static ContainerPrivileges PrivilegesOf(PodSecurityContext? pod, SecurityContext? container) => new()
    {
        User = container?.RunAsUser ?? pod?.RunAsUser,
        Group = container?.RunAsGroup ?? pod?.RunAsGroup,
        SupplementalGroups = [.. pod?.SupplementalGroups ?? [], .. pod?.FsGroup is { } group ? [group] : Array.Empty<long>()],
        Privileged = container?.Privileged == true,
        AllowEscalation = container?.AllowPrivilegeEscalation != false,
        ReadOnlyRoot = container?.ReadOnlyRootFilesystem == true,
        AddedCapabilities = container?.Capabilities?.Add ?? [],
        DroppedCapabilities = container?.Capabilities?.Drop ?? [],
        UnconfinedSystemCalls = (container?.SeccompProfile ?? pod?.SeccompProfile)?.Type == SeccompProfileType.Unconfined,
    };
}
