using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Resolver settings of a pod.</summary>
public sealed partial record PodDNSConfig : ApiRecord
{
    /// <summary>Addresses of name servers, added to those of dnsPolicy.</summary>
    [Field(1)]
    public IReadOnlyList<string> Nameservers { get; init; } = [];

    /// <summary>Domains to search, added to those of dnsPolicy.</summary>
    [Field(2)]
    public IReadOnlyList<string> Searches { get; init; } = [];

    /// <summary>Options of the resolver.</summary>
    [Field(3)]
    public IReadOnlyList<PodDNSConfigOption> Options { get; init; } = [];
}

/// <summary>An option of the resolver.</summary>
public sealed partial record PodDNSConfigOption : ApiRecord
{
    /// <summary>Name of the option.</summary>
    [Field(1)]
    public string? Name { get; init; }

    /// <summary>Value of the option.</summary>
    [Field(2)]
    public string? Value { get; init; }
}

/// <summary>A line of the hosts file.</summary>
public sealed partial record HostAlias : ApiRecord
{
    /// <summary>Address.</summary>
    [Field(1, Required = true)]
    public string? Ip { get; init; }

    /// <summary>Names of the address.</summary>
    [Field(2)]
    public IReadOnlyList<string> Hostnames { get; init; } = [];
}
