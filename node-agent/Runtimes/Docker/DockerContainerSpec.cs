using System.Globalization;

namespace Krewe.NodeAgent.Runtimes.Docker;

/// <summary>Puts the requests for sandboxes and containers into the engine's words.</summary>
internal static class DockerContainerSpec
{
    private const long CpuPeriodMicroseconds = 100_000;
    private const long SmallestQuotaMicroseconds = 1_000;
    private const int SandboxOomScore = -998;

    /// <summary>Logs of a container are at most three files of ten megabytes.</summary>
    private static readonly DockerLogConfig BoundedLog =
        new("json-file", new() { ["max-size"] = "10m", ["max-file"] = "3" });

    /// <summary>Name of a sandbox.</summary>
    public static string NameOf(SandboxRequest request) => NameOf("POD", request.Pod, request.Attempt);

    /// <summary>Name of a container.</summary>
    public static string NameOf(ContainerRequest request) => NameOf(request.Name, request.Pod, request.Attempt);

    /// <summary>The sandbox: holds the namespaces that the pod's containers join, publishes its ports.</summary>
    public static DockerCreate Of(SandboxRequest request, string agentId) => new()
    {
        Image = PauseImage.Reference,
        Entrypoint = [PauseImage.Program],
        Hostname = request.HostNetwork ? null : request.Hostname,
        Labels = new DockerLabels { Pod = request.Pod, Attempt = request.Attempt, Grace = request.Grace }.Write(agentId),
        ExposedPorts = request.HostNetwork || request.Ports.Count == 0
            ? null
            : request.Ports.Select(PortName).Distinct().ToDictionary(port => port, _ => new DockerEmpty()),
        HostConfig = new()
        {
            NetworkMode = request.HostNetwork ? "host" : "bridge",
            IpcMode = request.HostIpc ? "host" : "shareable",
            OomScoreAdj = Math.Max(SandboxOomScore, OomProtection.LowestScore),
            LogConfig = BoundedLog,
            ReadonlyRootfs = true,
            CapDrop = ["ALL"],
            ExtraHosts = OrNull(request.ExtraHosts),
            Dns = OrNull(request.Nameservers),
            DnsSearch = OrNull(request.SearchDomains),
            DnsOptions = OrNull(request.ResolverOptions),
            Sysctls = request.Sysctls.Count == 0 ? null : request.Sysctls,
            PortBindings = request.HostNetwork || request.Ports.Count == 0
                ? null
                : request.Ports.GroupBy(PortName).ToDictionary(
                    port => port.Key,
                    port => (IReadOnlyList<DockerPortBinding>)
                        [.. port.Select(p => new DockerPortBinding(p.HostAddress, p.HostPort.ToString(CultureInfo.InvariantCulture)))]),
        },
    };

    /// <summary>A container in its pod's sandbox.</summary>
    public static DockerCreate Of(ContainerRequest request, string agentId) => new()
    {
        Image = request.ImageId,
        Entrypoint = OrNull(request.Command),
        Cmd = OrNull(request.Args),
        Env = [.. request.Environment.Select(variable => $"{variable.Key}={variable.Value}")],
        WorkingDir = request.WorkingDirectory,
        User = UserOf(request.Privileges),
        OpenStdin = request.Stdin,
        StdinOnce = request.StdinOnce,
        Tty = request.Terminal,
        // The pod's probes decide about health; those of the image must not run besides.
        Healthcheck = new(["NONE"]),
        Labels = new DockerLabels
        {
            Pod = request.Pod,
            Container = request.Name,
            Attempt = request.Attempt,
            SandboxId = request.Sandbox.Id,
            SpecHash = request.SpecHash,
            BackOff = request.BackOff,
            ImageId = request.ImageId,
            TerminationLog = request.TerminationLog,
        }.Write(agentId),
        HostConfig = HostConfigOf(request),
    };

    private static DockerHostConfig HostConfigOf(ContainerRequest request)
    {
        var (limits, privileges) = (request.Limits, request.Privileges);
        return new()
        {
            NetworkMode = request.HostNetwork ? "host" : $"container:{request.Sandbox.Id}",
            IpcMode = request.HostIpc ? "host" : $"container:{request.Sandbox.Id}",
            PidMode = request.HostPid ? "host"
                : request.PidTarget is { } target ? "container:" + target
                : request.SharedPid ? $"container:{request.Sandbox.Id}" : null,
            Mounts =
            [
                .. request.Mounts.Select(mount => new DockerMount(
                    "bind", mount.HostPath, mount.ContainerPath, mount.ReadOnly, mount.Propagation is { } p ? new DockerBindOptions(p) : null)),
                new DockerMount("bind", request.TerminationLog, request.TerminationLogPath, false, null),
            ],
            CpuShares = limits.CpuShares,
            CpuPeriod = limits.CpuMillis is null ? null : CpuPeriodMicroseconds,
            CpuQuota = limits.CpuMillis is { } millis ? Math.Max(millis * CpuPeriodMicroseconds / 1000, SmallestQuotaMicroseconds) : null,
            Memory = limits.MemoryBytes,
            MemorySwap = limits.MemoryBytes,
            PidsLimit = limits.Processes,
            OomScoreAdj = Math.Max(limits.OomScoreAdjustment, OomProtection.LowestScore),
            Privileged = privileges.Privileged,
            CapAdd = OrNull(privileges.AddedCapabilities),
            CapDrop = OrNull(privileges.DroppedCapabilities),
            ReadonlyRootfs = privileges.ReadOnlyRoot,
            SecurityOpt = OrNull(
            [
                .. privileges.AllowEscalation || privileges.Privileged ? Array.Empty<string>() : ["no-new-privileges"],
                .. privileges.UnconfinedSystemCalls ? ["seccomp=unconfined"] : Array.Empty<string>(),
            ]),
            GroupAdd = OrNull([.. privileges.SupplementalGroups.Select(group => group.ToString(CultureInfo.InvariantCulture))]),
            LogConfig = BoundedLog,
        };
    }

    private static string? UserOf(ContainerPrivileges privileges) => (privileges.User, privileges.Group) switch
    {
        (null, null) => null,
        ({ } user, null) => user.ToString(CultureInfo.InvariantCulture),
        var (user, group) => string.Create(CultureInfo.InvariantCulture, $"{user ?? 0}:{group}"),
    };

    private static string NameOf(string container, PodIdentity pod, int attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"krewe_{container}_{pod.Name}_{pod.Namespace}_{pod.Uid}_{attempt}");

    private static string PortName(PublishedPort port) => string.Create(CultureInfo.InvariantCulture, $"{port.ContainerPort}/{port.Transport}");

    private static IReadOnlyList<string>? OrNull(IReadOnlyList<string> list) => list.Count == 0 ? null : list;
}
