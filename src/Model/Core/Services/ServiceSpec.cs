using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Desired state of a service.</summary>
public sealed partial record ServiceSpec : ApiRecord
{
    /// <summary>Ports that the service offers.</summary>
    [Field(1, MergeKey = "port", ListKeys = "port protocol=TCP")]
    public IReadOnlyList<ServicePort> Ports { get; init; } = [];

    /// <summary>Labels of the pods behind the service; without it, endpoints are managed by others.</summary>
    [Field(2, Atomic = true)]
    public IReadOnlyDictionary<string, string> Selector { get; init; } = StringMap.Empty;

    /// <summary>Address of the service; assigned when absent, None for a headless service.</summary>
    [Field(3)]
    public string? ClusterIP { get; init; }

    /// <summary>Addresses of the service, at most one for each family; the first equals clusterIP.</summary>
    [Field(18)]
    public IReadOnlyList<string> ClusterIPs { get; init; } = [];

    /// <summary>ClusterIP, NodePort, LoadBalancer or ExternalName. ClusterIP by default.</summary>
    [Field(4)]
    public ServiceType? Type { get; init; }

    /// <summary>Further addresses, routed to nodes by other means, on which nodes accept traffic for the service.</summary>
    [Field(5)]
    public IReadOnlyList<string> ExternalIPs { get; init; } = [];

    /// <summary>ClientIP to lead a client to the same pod again, or None. None by default.</summary>
    [Field(7)]
    public ServiceAffinity? SessionAffinity { get; init; }

    /// <summary>Address that the load balancer should have. Deprecated.</summary>
    [Field(8)]
    public string? LoadBalancerIP { get; init; }

    /// <summary>Ranges of client addresses that the load balancer lets through.</summary>
    [Field(9)]
    public IReadOnlyList<string> LoadBalancerSourceRanges { get; init; } = [];

    /// <summary>DNS name that the service is an alias for, with type ExternalName.</summary>
    [Field(10)]
    public string? ExternalName { get; init; }

    /// <summary>Cluster to spread outside traffic over all nodes, Local to keep it on the node that got it.</summary>
    [Field(11)]
    public ServiceExternalTrafficPolicy? ExternalTrafficPolicy { get; init; }

    /// <summary>Port of nodes that tells load balancers whether the node has pods of the service.</summary>
    [Field(12, OmitZero = true)]
    public int? HealthCheckNodePort { get; init; }

    /// <summary>True to publish pods that are not ready.</summary>
    [Field(13, OmitZero = true)]
    public bool? PublishNotReadyAddresses { get; init; }

    /// <summary>Settings of session affinity.</summary>
    [Field(14)]
    public SessionAffinityConfig? SessionAffinityConfig { get; init; }

    /// <summary>Address families of the service: IPv4, IPv6.</summary>
    [Field(19)]
    public IReadOnlyList<IPFamily> IpFamilies { get; init; } = [];

    /// <summary>SingleStack, PreferDualStack or RequireDualStack.</summary>
    [Field(17)]
    public IPFamilyPolicy? IpFamilyPolicy { get; init; }

    /// <summary>Whether a load balancer's ports get node ports. True by default.</summary>
    [Field(20)]
    public bool? AllocateLoadBalancerNodePorts { get; init; }

    /// <summary>Implementation of the load balancer.</summary>
    [Field(21)]
    public string? LoadBalancerClass { get; init; }

    /// <summary>Cluster to spread inside traffic over all pods, Local to keep it on its node. Cluster by default.</summary>
    [Field(22)]
    public ServiceInternalTrafficPolicy? InternalTrafficPolicy { get; init; }

    /// <summary>Preference among endpoints, such as PreferClose.</summary>
    [Field(23)]
    public string? TrafficDistribution { get; init; }
}

/// <summary>Settings of session affinity.</summary>
public sealed partial record SessionAffinityConfig : ApiRecord
{
    /// <summary>Settings of affinity by client address.</summary>
    [Field(1)]
    public ClientIPConfig? ClientIP { get; init; }
}

/// <summary>Settings of affinity by client address.</summary>
public sealed partial record ClientIPConfig : ApiRecord
{
    /// <summary>Seconds that a client is remembered, 1 to 86400; 10800 by default.</summary>
    [Field(1)]
    public int? TimeoutSeconds { get; init; }
}
