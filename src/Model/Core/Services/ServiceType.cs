using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>How a service can be reached.</summary>
public readonly record struct ServiceType(string Value) : IOpenEnum<ServiceType>
{
    /// <summary>At an address in the cluster.</summary>
    public static ServiceType ClusterIP { get; } = new("ClusterIP");

    /// <summary>As an alias for a DNS name.</summary>
    public static ServiceType ExternalName { get; } = new("ExternalName");

    /// <summary>Through a load balancer as well.</summary>
    public static ServiceType LoadBalancer { get; } = new("LoadBalancer");

    /// <summary>At a port of every node as well.</summary>
    public static ServiceType NodePort { get; } = new("NodePort");

    /// <inheritdoc/>
    public static IReadOnlyList<ServiceType> Known { get; } = [ClusterIP, ExternalName, LoadBalancer, NodePort];

    /// <inheritdoc/>
    public static ServiceType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
