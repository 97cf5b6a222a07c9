using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Where traffic from inside goes.</summary>
public readonly record struct ServiceInternalTrafficPolicy(string Value) : IOpenEnum<ServiceInternalTrafficPolicy>
{
    /// <summary>To any pod.</summary>
    public static ServiceInternalTrafficPolicy Cluster { get; } = new("Cluster");

    /// <summary>To pods of the node that it comes from.</summary>
    public static ServiceInternalTrafficPolicy Local { get; } = new("Local");

    /// <inheritdoc/>
    public static IReadOnlyList<ServiceInternalTrafficPolicy> Known { get; } = [Cluster, Local];

    /// <inheritdoc/>
    public static ServiceInternalTrafficPolicy From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
