using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>How a load balancer's packets arrive.</summary>
public readonly record struct LoadBalancerIPMode(string Value) : IOpenEnum<LoadBalancerIPMode>
{
    /// <summary>With an address of the node or pod as destination.</summary>
    public static LoadBalancerIPMode Proxy { get; } = new("Proxy");

    /// <summary>With the load balancer's address as destination.</summary>
    public static LoadBalancerIPMode Vip { get; } = new("VIP");

    /// <inheritdoc/>
    public static IReadOnlyList<LoadBalancerIPMode> Known { get; } = [Proxy, Vip];

    /// <inheritdoc/>
    public static LoadBalancerIPMode From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
