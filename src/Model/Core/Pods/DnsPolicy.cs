using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Where a pod's names are resolved.</summary>
public readonly record struct DnsPolicy(string Value) : IOpenEnum<DnsPolicy>
{
    /// <summary>By the cluster's name server; for pods on the node's network, by the node's.</summary>
    public static DnsPolicy ClusterFirst { get; } = new("ClusterFirst");

    /// <summary>By the cluster's name server, even on the node's network.</summary>
    public static DnsPolicy ClusterFirstWithHostNet { get; } = new("ClusterFirstWithHostNet");

    /// <summary>By the node's name servers.</summary>
    public static DnsPolicy Default { get; } = new("Default");

    /// <summary>By those of dnsConfig only.</summary>
    public static DnsPolicy None { get; } = new("None");

    /// <inheritdoc/>
    public static IReadOnlyList<DnsPolicy> Known { get; } = [ClusterFirst, ClusterFirstWithHostNet, Default, None];

    /// <inheritdoc/>
    public static DnsPolicy From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
