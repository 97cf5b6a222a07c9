using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>The addresses behind a service.</summary>
public sealed partial record Endpoints : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => EndpointsKind.Instance;

    /// <summary>Addresses and ports; each address of a subset has each of its ports.</summary>
    [Field(2)]
    public IReadOnlyList<EndpointSubset> Subsets { get; init; } = [];
}

/// <summary>Addresses that share ports.</summary>
public sealed partial record EndpointSubset : ApiRecord
{
    /// <summary>Addresses that are ready.</summary>
    [Field(1)]
    public IReadOnlyList<EndpointAddress> Addresses { get; init; } = [];

    /// <summary>Addresses that are not ready yet.</summary>
    [Field(2)]
    public IReadOnlyList<EndpointAddress> NotReadyAddresses { get; init; } = [];

    /// <summary>Ports of each address.</summary>
    [Field(3)]
    public IReadOnlyList<EndpointPort> Ports { get; init; } = [];
}

/// <summary>An address of an endpoint.</summary>
[Atomic]
public sealed partial record EndpointAddress : ApiRecord
{
    /// <summary>The address.</summary>
    [Field(1, Required = true)]
    public string? Ip { get; init; }

    /// <summary>Host name of the endpoint.</summary>
    [Field(3)]
    public string? Hostname { get; init; }

    /// <summary>Node that the endpoint is on.</summary>
    [Field(4)]
    public string? NodeName { get; init; }

    /// <summary>The pod behind the address.</summary>
    [Field(2)]
    public ObjectReference? TargetRef { get; init; }
}

/// <summary>A port of endpoints.</summary>
[Atomic]
public sealed partial record EndpointPort : ApiRecord
{
    /// <summary>Name of the port, as in the service.</summary>
    [Field(1)]
    public string? Name { get; init; }

    /// <summary>Number of the port.</summary>
    [Field(2, Required = true)]
    public int? Port { get; init; }

    /// <summary>TCP, UDP or SCTP.</summary>
    [Field(3)]
    public Protocol? Protocol { get; init; }

    /// <summary>Protocol above the transport.</summary>
    [Field(4)]
    public string? AppProtocol { get; init; }
}
