using Krewe.Model.Quantities;

namespace Krewe.Model.Core;

/// <summary>Defaults of services. Addresses are assigned elsewhere.</summary>
internal static class ServiceDefaults
{
    private const int AffinitySeconds = 3 * 60 * 60;

    public static Service Apply(Service service)
    {
        var type = service.Spec.Type is { Value.Length: > 0 } given ? given : ServiceType.ClusterIP;
        var affinity = service.Spec.SessionAffinity is { Value.Length: > 0 } named ? named : ServiceAffinity.None;
        var spec = service.Spec with
        {
            Type = type,
            SessionAffinity = affinity,
            SessionAffinityConfig = AffinityConfig(affinity, service.Spec.SessionAffinityConfig),
            Ports = [.. service.Spec.Ports.Select(Apply)],
        };
        if (ServiceRules.IsExternal(spec))
            spec = spec with { ExternalTrafficPolicy = spec.ExternalTrafficPolicy ?? ServiceExternalTrafficPolicy.Cluster };
        if (type != ServiceType.ExternalName)
            spec = spec with { InternalTrafficPolicy = spec.InternalTrafficPolicy ?? ServiceInternalTrafficPolicy.Cluster };
        if (type == ServiceType.LoadBalancer)
            spec = spec with { AllocateLoadBalancerNodePorts = spec.AllocateLoadBalancerNodePorts ?? true };
        return service with { Spec = spec };
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
