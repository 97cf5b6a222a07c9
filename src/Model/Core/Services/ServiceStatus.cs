using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Observed state of a service.</summary>
public sealed partial record ServiceStatus : ApiRecord
{
    /// <summary>State of the load balancer.</summary>
    [Field(1)]
    public LoadBalancerStatus LoadBalancer { get; init; } = new();

    /// <summary>What is known of the service.</summary>
    [Field(2, MergeKey = "type")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}

/// <summary>State of a load balancer.</summary>
public sealed partial record LoadBalancerStatus : ApiRecord
{
    /// <summary>Where traffic enters.</summary>
    [Field(1)]
    public IReadOnlyList<LoadBalancerIngress> Ingress { get; init; } = [];
}

/// <summary>A point where traffic enters.</summary>
public sealed partial record LoadBalancerIngress : ApiRecord
{
    /// <summary>Its address.</summary>
    [Field(1)]
    public string? Ip { get; init; }

    /// <summary>Its host name.</summary>
    [Field(2)]
    public string? Hostname { get; init; }

    /// <summary>VIP if packets arrive with that address as destination, Proxy if with a node's.</summary>
    [Field(3)]
    public LoadBalancerIPMode? IpMode { get; init; }

    /// <summary>State of each port.</summary>
    [Field(4)]
    public IReadOnlyList<PortStatus> Ports { get; init; } = [];
}

/// <summary>State of a port of a load balancer.</summary>
public sealed partial record PortStatus : ApiRecord
{
    /// <summary>Number of the port.</summary>
    [Field(1, Required = true)]
    public int? Port { get; init; }

    /// <summary>TCP, UDP or SCTP.</summary>
    [Field(2, Required = true)]
    public Protocol? Protocol { get; init; }

    /// <summary>What is wrong with it.</summary>
    [Field(3)]
    public string? Error { get; init; }
}
