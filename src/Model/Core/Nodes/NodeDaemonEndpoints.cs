using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Ports of a node's daemons.</summary>
public sealed partial record NodeDaemonEndpoints : ApiRecord
{
    /// <summary>Port of the agent.</summary>
    [Field(1)]
    public DaemonEndpoint KubeletEndpoint { get; init; } = new();
}

/// <summary>A port.</summary>
public sealed partial record DaemonEndpoint : ApiRecord
{
    /// <summary>Number of the port.</summary>
    [Field(1, Name = "Port", Required = true)]
    public int? Port { get; init; }
}
