namespace Krewe.Model.Core;

/// <summary>Keeps the two fields for a service's address in step, and what was assigned to it once from being lost by an update.</summary>
internal static class ServiceAddresses
{
    /// <summary><c>clusterIP</c> and <c>clusterIPs[0]</c> are the same; where one is missing, it follows from the other.</summary>
    public static ServiceSpec Align(ServiceSpec spec)
    {
        if (spec.ClusterIP is { Length: > 0 } address)
            return spec.ClusterIPs.Count == 0 ? spec with { ClusterIPs = [address] } : spec;
        return spec.ClusterIPs is [var first, ..] ? spec with { ClusterIP = first } : spec;
    }

    /// <summary>An update that names no addresses or node ports keeps those that the service has.</summary>
    public static ServiceSpec Keep(ServiceSpec spec, ServiceSpec old)
    {
        var kept = spec;
        if (HasAddress(spec) && HasAddress(old) && string.IsNullOrEmpty(spec.ClusterIP) && spec.ClusterIPs.Count == 0)
            kept = kept with { ClusterIP = old.ClusterIP, ClusterIPs = old.ClusterIPs };
        if (HasNodePorts(spec) && HasNodePorts(old))
            kept = kept with { Ports = [.. kept.Ports.Select(port => port.NodePort is null or 0 ? port with { NodePort = NodePort(port) } : port)] };
        return Align(kept);

        int? NodePort(ServicePort port) => old.Ports.FirstOrDefault(p => p.Port == port.Port && p.Protocol == port.Protocol)?.NodePort;
    }

    private static bool HasAddress(ServiceSpec spec) => spec.Type != ServiceType.ExternalName;

    private static bool HasNodePorts(ServiceSpec spec) => spec.Type == ServiceType.NodePort || spec.Type == ServiceType.LoadBalancer;
}
