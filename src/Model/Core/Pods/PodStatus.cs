using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Observed state of a pod.</summary>
public sealed partial record PodStatus : ApiRecord
{
    /// <summary>Generation of the pod that the node has seen.</summary>
    [Field(17, OmitZero = true)]
    public long? ObservedGeneration { get; init; }

    /// <summary>Where the pod is in its life: Pending, Running, Succeeded, Failed or Unknown.</summary>
    [Field(1)]
    public PodPhase? Phase { get; init; }

    /// <summary>What is known of the pod.</summary>
    [Field(2, MergeKey = "type")]
    public IReadOnlyList<PodCondition> Conditions { get; init; } = [];

    /// <summary>Why the pod is in this state, for people.</summary>
    [Field(3)]
    public string? Message { get; init; }

    /// <summary>Why the pod is in this state, in one word: Evicted.</summary>
    [Field(4)]
    public string? Reason { get; init; }

    /// <summary>Node where the pod has displaced others and may run once they are gone.</summary>
    [Field(11)]
    public string? NominatedNodeName { get; init; }

    /// <summary>Address of the node.</summary>
    [Field(5)]
    public string? HostIP { get; init; }

    /// <summary>Addresses of the node, at most one for each family.</summary>
    [Field(16, MergeKey = "ip", Atomic = true)]
    public IReadOnlyList<HostIP> HostIPs { get; init; } = [];

    /// <summary>Address of the pod.</summary>
    [Field(6)]
    public string? PodIP { get; init; }

    /// <summary>Addresses of the pod, at most one for each family.</summary>
    [Field(12, MergeKey = "ip")]
    public IReadOnlyList<PodIP> PodIPs { get; init; } = [];

    /// <summary>When the node accepted the pod, before images were pulled.</summary>
    [Field(7)]
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>State of each init container.</summary>
    [Field(10)]
    public IReadOnlyList<ContainerStatus> InitContainerStatuses { get; init; } = [];

    /// <summary>State of each container.</summary>
    [Field(8)]
    public IReadOnlyList<ContainerStatus> ContainerStatuses { get; init; } = [];

    /// <summary>Class that follows from requests and limits: Guaranteed, Burstable or BestEffort.</summary>
    [Field(9)]
    public PodQosClass? QosClass { get; init; }

    /// <summary>State of each ephemeral container.</summary>
    [Field(13)]
    public IReadOnlyList<ContainerStatus> EphemeralContainerStatuses { get; init; } = [];

    /// <summary>State of a change of resources. Deprecated.</summary>
    [Field(14)]
    public string? Resize { get; init; }

    /// <summary>State of each claim of devices.</summary>
    [Field(15, MergeKey = "name", RetainKeys = true)]
    public IReadOnlyList<PodResourceClaimStatus> ResourceClaimStatuses { get; init; } = [];
}
