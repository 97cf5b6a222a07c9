using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>An address of a node.</summary>
public sealed partial record NodeAddress : ApiRecord
{
    /// <summary>Hostname, ExternalIP, InternalIP, ExternalDNS or InternalDNS.</summary>
    [Field(1, Required = true)]
    public NodeAddressType? Type { get; init; }

    /// <summary>The address.</summary>
    [Field(2, Required = true)]
    public string? Address { get; init; }
}
