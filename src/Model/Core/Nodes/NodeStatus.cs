using Krewe.Model.Quantities;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Observed state of a node.</summary>
public sealed partial record NodeStatus : ApiRecord
{
    /// <summary>Resources that the machine has.</summary>
    [Field(1)]
    public IReadOnlyDictionary<string, Quantity> Capacity { get; init; } = StringMap.EmptyOf<Quantity>();

    /// <summary>Resources that pods may use.</summary>
    [Field(2)]
    public IReadOnlyDictionary<string, Quantity> Allocatable { get; init; } = StringMap.EmptyOf<Quantity>();

    /// <summary>Deprecated and never set.</summary>
    [Field(3)]
    public string? Phase { get; init; }

    /// <summary>What is known of the node.</summary>
    [Field(4, MergeKey = "type")]
    public IReadOnlyList<NodeCondition> Conditions { get; init; } = [];

    /// <summary>Addresses by which the node can be reached.</summary>
    [Field(5, MergeKey = "type")]
    public IReadOnlyList<NodeAddress> Addresses { get; init; } = [];

    /// <summary>Ports of the agent.</summary>
    [Field(6)]
    public NodeDaemonEndpoints DaemonEndpoints { get; init; } = new();

    /// <summary>Identity and versions of the machine's software.</summary>
    [Field(7)]
    public NodeSystemInfo NodeInfo { get; init; } = new();

    /// <summary>Images that are on the node.</summary>
    [Field(8)]
    public IReadOnlyList<ContainerImage> Images { get; init; } = [];

    /// <summary>Attachable volumes that the node uses.</summary>
    [Field(9)]
    public IReadOnlyList<string> VolumesInUse { get; init; } = [];

    /// <summary>Volumes that are attached to the node.</summary>
    [Field(10)]
    public IReadOnlyList<AttachedVolume> VolumesAttached { get; init; } = [];

    /// <summary>State of the agent's configuration. Deprecated.</summary>
    [Field(11)]
    public NodeConfigStatus? Config { get; init; }

    /// <summary>Kinds of container runtime that the node has.</summary>
    [Field(12)]
    public IReadOnlyList<NodeRuntimeHandler> RuntimeHandlers { get; init; } = [];

    /// <summary>Features of the container runtime.</summary>
    [Field(13)]
    public NodeFeatures? Features { get; init; }
}
