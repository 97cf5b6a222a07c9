using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Desired state of a node.</summary>
public sealed partial record NodeSpec : ApiRecord
{
    /// <summary>Range of addresses of the node's pods.</summary>
    [Field(1)]
    public string? PodCIDR { get; init; }

    /// <summary>Ranges of addresses of the node's pods, at most one for each family.</summary>
    [Field(7, MergeKey = "")]
    public IReadOnlyList<string> PodCIDRs { get; init; } = [];

    /// <summary>Identity of the machine at its provider.</summary>
    [Field(3)]
    public string? ProviderID { get; init; }

    /// <summary>True to place no new pods on the node (cordon).</summary>
    [Field(4, OmitZero = true)]
    public bool? Unschedulable { get; init; }

    /// <summary>What keeps pods away that do not tolerate it.</summary>
    [Field(5)]
    public IReadOnlyList<Taint> Taints { get; init; } = [];

    /// <summary>Deprecated and without effect.</summary>
    [Field(6)]
    public NodeConfigSource? ConfigSource { get; init; }

    /// <summary>Deprecated and without effect.</summary>
    [Field(2)]
    public string? ExternalID { get; init; }
}
