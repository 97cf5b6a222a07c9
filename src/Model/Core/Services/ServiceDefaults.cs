using Krewe.Model.Quantities;

namespace Krewe.Model.Core;

/// <summary>Defaults of services. Addresses are assigned elsewhere.</summary>
internal static class ServiceDefaults
{
    private const int AffinitySeconds = 3 * 60 * 60;

    public static Service Apply(Service service)
    {
        var spec = service.Spec;
        var type = spec.Type is { Value.Length: > 0 } given ? given : ServiceType.ClusterIP;
        var affinity = spec.SessionAffinity is { Value.Length: > 0 } named ? named : ServiceAffinity.None;
        var balanced = type == ServiceType.LoadBalancer;
        var external = balanced || type == ServiceType.NodePort || (type == ServiceType.ClusterIP && spec.ExternalIPs.Count > 0);
        return service with
        {
            Spec = spec with
            {
                Type = type,
                SessionAffinity = affinity,
                SessionAffinityConfig = AffinityConfig(affinity, spec.SessionAffinityConfig),
                Ports = [.. spec.Ports.Select(Apply)],
                ExternalTrafficPolicy = external ? spec.ExternalTrafficPolicy ?? ServiceExternalTrafficPolicy.Cluster : spec.ExternalTrafficPolicy,
                InternalTrafficPolicy = type == ServiceType.ExternalName ? spec.InternalTrafficPolicy : spec.InternalTrafficPolicy ?? ServiceInternalTrafficPolicy.Cluster,
                AllocateLoadBalancerNodePorts = balanced ? spec.AllocateLoadBalancerNodePorts ?? true : spec.AllocateLoadBalancerNodePorts,
            },
        };
    }

    private static SessionAffinityConfig? AffinityConfig(ServiceAffinity affinity, SessionAffinityConfig? config)
    {
        if (affinity == ServiceAffinity.None)
            return null;
        return affinity == ServiceAffinity.ClientIP && config?.ClientIP?.TimeoutSeconds is null
            ? new SessionAffinityConfig { ClientIP = new ClientIPConfig { TimeoutSeconds = AffinitySeconds } }
            : config;
    }

    private static ServicePort Apply(ServicePort port) => port with
    {
        Protocol = port.Protocol is { Value.Length: > 0 } protocol ? protocol : Protocol.Tcp,
        TargetPort = port.TargetPort is null or { Number: 0 } or { Text: "" } ? new IntOrString(port.Port ?? 0) : port.TargetPort,
    };
}
