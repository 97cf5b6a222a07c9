using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Where traffic from outside goes.</summary>
public readonly record struct ServiceExternalTrafficPolicy(string Value) : IOpenEnum<ServiceExternalTrafficPolicy>
{
    /// <summary>To any pod.</summary>
    public static ServiceExternalTrafficPolicy Cluster { get; } = new("Cluster");

    /// <summary>To pods of the node that got it.</summary>
    public static ServiceExternalTrafficPolicy Local { get; } = new("Local");

    /// <inheritdoc/>
    public static IReadOnlyList<ServiceExternalTrafficPolicy> Known { get; } = [Cluster, Local];

    /// <inheritdoc/>
    public static ServiceExternalTrafficPolicy From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
