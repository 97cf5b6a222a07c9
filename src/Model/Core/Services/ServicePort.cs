using Krewe.Model.Quantities;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>A port of a service.</summary>
public sealed partial record ServicePort : ApiRecord
{
    /// <summary>Name; needed and unique where there are several ports.</summary>
    [Field(1)]
    public string? Name { get; init; }

    /// <summary>TCP, UDP or SCTP. TCP by default.</summary>
    [Field(2)]
    public Protocol? Protocol { get; init; }

    /// <summary>Protocol above the transport, such as http or kubernetes.io/h2c.</summary>
    [Field(6)]
    public string? AppProtocol { get; init; }

    /// <summary>Port that clients use.</summary>
    [Field(3, Required = true)]
    public int? Port { get; init; }

    /// <summary>Number or name of the pods' port; the same as port when absent.</summary>
    [Field(4, OmitZero = true)]
    public IntOrString? TargetPort { get; init; }

    /// <summary>Port of every node that leads here, for NodePort and LoadBalancer.</summary>
    [Field(5, OmitZero = true)]
    public int? NodePort { get; init; }
}
