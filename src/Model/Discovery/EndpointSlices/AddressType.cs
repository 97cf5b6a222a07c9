using Krewe.Model.Schema;

namespace Krewe.Model.Discovery;

/// <summary>Type of the addresses of an endpoint slice.</summary>
public readonly record struct AddressType(string Value) : IOpenEnum<AddressType>
{
    /// <summary>Domain names.</summary>
    public static AddressType FQDN { get; } = new("FQDN");

    /// <summary>IPv4 addresses.</summary>
    public static AddressType IPv4 { get; } = new("IPv4");

    /// <summary>IPv6 addresses.</summary>
    public static AddressType IPv6 { get; } = new("IPv6");

    /// <inheritdoc/>
    public static IReadOnlyList<AddressType> Known { get; } = [FQDN, IPv4, IPv6];

    /// <inheritdoc/>
    public static AddressType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
