using Krewe.Model.Core;
using Krewe.NodeAgent.Runtimes;

namespace Krewe.NodeAgent.Pods;

/// <summary>Works out what a pod's sandbox is made from. Pure.</summary>
internal static class SandboxRequests
{
    private const int LongestHostname = 63;

    /// <summary>The request for a pod's sandbox.</summary>
    public static SandboxRequest Of(Pod pod, PodIdentity identity, int attempt)
    {
        var spec = pod.Spec;
        return new SandboxRequest
        {
            Pod = identity,
            Attempt = attempt,
            Hostname = HostnameOf(pod),
            Grace = TimeSpan.FromSeconds(
                Math.Clamp(spec.TerminationGracePeriodSeconds ?? (long)PodPlanner.DefaultGrace.TotalSeconds, 0, int.MaxValue)),
            HostNetwork = spec.HostNetwork == true,
            HostIpc = spec.HostIPC == true,
            Ports =
            [
                .. PodContainer.Of(spec).SelectMany(container => container.Spec.Ports)
                    .Where(port => port is { HostPort: > 0, Port: > 0 })
                    .Select(port => new PublishedPort(
                        port.Port!.Value, port.HostPort!.Value, port.Protocol?.Value.ToLowerInvariant() ?? "tcp",
                        string.IsNullOrEmpty(port.HostIP) ? null : port.HostIP)),
            ],
            ExtraHosts = [.. spec.HostAliases.SelectMany(alias => alias.Hostnames.Select(name => $"{name}:{alias.Ip}"))],
            Nameservers = spec.DnsConfig?.Nameservers ?? [],
            SearchDomains = spec.DnsConfig?.Searches ?? [],
            ResolverOptions = [.. (spec.DnsConfig?.Options ?? []).Select(option => string.IsNullOrEmpty(option.Value) ? option.Name! : $"{option.Name}:{option.Value}")],
            Sysctls = (spec.SecurityContext?.Sysctls ?? []).Where(s => s.Name is not null).ToDictionary(s => s.Name!, s => s.Value ?? ""),
        };
    }

    /// <summary>The pod's own host name, or its name, cut where Linux ends.</summary>
    public static string HostnameOf(Pod pod)
    {
        var name = string.IsNullOrEmpty(pod.Spec.Hostname) ? pod.Metadata.Name ?? "" : pod.Spec.Hostname;
        return name.Length <= LongestHostname ? name : name[..LongestHostname].TrimEnd('-', '.');
    }
}
