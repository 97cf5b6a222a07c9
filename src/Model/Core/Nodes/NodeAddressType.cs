using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>What an address of a node is.</summary>
public readonly record struct NodeAddressType(string Value) : IOpenEnum<NodeAddressType>
{
    /// <summary>Its host name.</summary>
    public static NodeAddressType Hostname { get; } = new("Hostname");

    /// <summary>Its address in the cluster.</summary>
    public static NodeAddressType InternalIP { get; } = new("InternalIP");

    /// <summary>Its address outside.</summary>
    public static NodeAddressType ExternalIP { get; } = new("ExternalIP");

    /// <summary>Its name in the cluster.</summary>
    public static NodeAddressType InternalDns { get; } = new("InternalDNS");

    /// <summary>Its name outside.</summary>
    public static NodeAddressType ExternalDns { get; } = new("ExternalDNS");

    /// <inheritdoc/>
    public static IReadOnlyList<NodeAddressType> Known { get; } = [Hostname, InternalIP, ExternalIP, InternalDns, ExternalDns];

    /// <inheritdoc/>
    public static NodeAddressType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
