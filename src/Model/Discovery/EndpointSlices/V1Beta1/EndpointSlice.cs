using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Discovery.V1Beta1;

/// <summary>A part of the endpoints of a service.</summary>
public sealed partial record EndpointSlice : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => EndpointSliceKind.Instance;

    /// <summary>Type of all addresses: IPv4, IPv6 or FQDN. Cannot be changed.</summary>
    [Field(4, Required = true)]
    public AddressType? AddressType { get; init; }

    /// <summary>The endpoints; at most 1000.</summary>
    [Field(2, Required = true)]
    public IReadOnlyList<Endpoint> Endpoints { get; init; } = [];

    /// <summary>Ports of each endpoint; at most 100.</summary>
    [Field(3)]
    public IReadOnlyList<EndpointPort> Ports { get; init; } = [];
}
