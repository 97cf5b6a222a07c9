using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>A port of a container.</summary>
public sealed partial record ContainerPort : ApiRecord
{
    /// <summary>Name, unique in the pod, that services and probes may use.</summary>
    [Field(1)]
    public string? Name { get; init; }

    /// <summary>Port of the node that leads here, 1 to 65535.</summary>
    [Field(2, OmitZero = true)]
    public int? HostPort { get; init; }

    /// <summary>Port in the pod's network, 1 to 65535.</summary>
    [Field(3, Name = "containerPort", Required = true)]
    public int? Port { get; init; }

    /// <summary>TCP, UDP or SCTP. TCP by default.</summary>
    [Field(4)]
    public Protocol? Protocol { get; init; }

    /// <summary>Address of the node to bind the host port to.</summary>
    [Field(5)]
    public string? HostIP { get; init; }
}
