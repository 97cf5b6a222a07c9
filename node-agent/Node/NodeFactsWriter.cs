using System.Runtime.InteropServices;
using Krewe.Model.Core;
using Krewe.Model.Quantities;
using Krewe.NodeAgent.Runtimes;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Node;

/// <summary>Writes what the control plane is told of a machine. Pure.</summary>
internal static class NodeFactsWriter
{
    /// <summary>Memory below which the machine is under pressure, as kubelet's default; it is kept from pods.</summary>
    private const long MemoryReserve = 100L << 20;

    private const double DiskPressureShare = 0.10;
    private const double PidPressureShare = 0.95;

    /// <summary>The facts, with the times of transitions of <paramref name="before"/> where nothing changed.</summary>
    public static NodeFacts Write(
        NodeAgentOptions options, MachineReading machine, RuntimeDescription runtime, IReadOnlyList<RuntimeImage> images, NodeStatus? before, DateTimeOffset now) => new()
    {
        Labels = LabelsOf(options),
        Taints = options.Taints,
        Status = new NodeStatus
        {
            Capacity = Resources(machine, options.MostPods, 0),
            Allocatable = Resources(machine, options.MostPods, MemoryReserve),
            Conditions = ConditionsOf(machine, before, now),
            Addresses =
            [
                .. machine.Addresses.Select(address => new NodeAddress { Type = NodeAddressType.InternalIP, Address = address }),
                new NodeAddress { Type = NodeAddressType.Hostname, Address = options.NodeName },
            ],
            NodeInfo = new NodeSystemInfo
            {
                MachineID = machine.MachineId,
                SystemUUID = machine.MachineId,
                BootID = machine.BootId,
                KernelVersion = machine.Kernel,
                OsImage = machine.OsImage,
                ContainerRuntimeVersion = runtime.Version,
                KubeletVersion = Version,
                KubeProxyVersion = Version,
                OperatingSystem = "linux",
                Architecture = Architecture,
            },
            Images = [.. images.Select(image => new ContainerImage { Names = image.Names, SizeBytes = image.SizeBytes })],
        },
    };

    private static string Version => $"v{typeof(NodeFactsWriter).Assembly.GetName().Version?.ToString(3) ?? "0.0.0"}{AgentProtocol.AgentVersionSuffix}";

    private static string Architecture => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        var other => other.ToString().ToLowerInvariant(),
    };

    private static Dictionary<string, string> LabelsOf(NodeAgentOptions options)
    {
        var labels = new Dictionary<string, string>
        {
            ["kubernetes.io/hostname"] = options.NodeName,
            ["kubernetes.io/os"] = "linux",
            ["kubernetes.io/arch"] = Architecture,
        };
        foreach (var (key, value) in options.Labels)
            labels[key] = value;
        return labels;
    }

    private static Dictionary<string, Quantity> Resources(MachineReading machine, int pods, long memoryKept) => new()
    {
        ["cpu"] = Quantity.Of(machine.Cpus),
        ["memory"] = Quantity.OfBytes(Math.Max(machine.MemoryBytes - memoryKept, 0)),
        ["ephemeral-storage"] = Quantity.OfBytes(machine.DiskBytes),
        ["pods"] = Quantity.Of(pods),
    };

    private static IReadOnlyList<NodeCondition> ConditionsOf(MachineReading machine, NodeStatus? before, DateTimeOffset now) =>
    [
        Condition(
            NodeConditionType.MemoryPressure, machine.MemoryAvailableBytes < MemoryReserve,
            ("KubeletHasInsufficientMemory", "kubelet has insufficient memory available"), ("KubeletHasSufficientMemory", "kubelet has sufficient memory available"), before, now),
        Condition(
            NodeConditionType.DiskPressure, machine.DiskFreeBytes < machine.DiskBytes * DiskPressureShare,
            ("KubeletHasDiskPressure", "kubelet has disk pressure"), ("KubeletHasNoDiskPressure", "kubelet has no disk pressure"), before, now),
        Condition(
            NodeConditionType.PidPressure, machine.MostProcesses > 0 && machine.Processes > machine.MostProcesses * PidPressureShare,
            ("KubeletHasInsufficientPID", "kubelet has insufficient PID available"), ("KubeletHasSufficientPID", "kubelet has sufficient PID available"), before, now),
    ];

    private static NodeCondition Condition(
        NodeConditionType type, bool holds, (string Reason, string Message) bad, (string Reason, string Message) good, NodeStatus? before, DateTimeOffset now)
    {
        var status = holds ? ConditionStatus.True : ConditionStatus.False;
        var old = before?.Conditions.FirstOrDefault(condition => condition.Type == type);
        return new()
        {
            Type = type,
            Status = status,
            Reason = holds ? bad.Reason : good.Reason,
            Message = holds ? bad.Message : good.Message,
            LastTransitionTime = old?.Status == status ? old.LastTransitionTime : now,
        };
    }
}
