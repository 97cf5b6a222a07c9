using Krewe.Model.Quantities;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>State of one container.</summary>
public sealed partial record ContainerStatus : ApiRecord
{
    /// <summary>Name of the container.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>What it does now.</summary>
    [Field(2)]
    public ContainerState State { get; init; } = new();

    /// <summary>How it ended last.</summary>
    [Field(3)]
    public ContainerState LastState { get; init; } = new();

    /// <summary>True while it passes its readiness probe, or runs without one.</summary>
    [Field(4, Required = true)]
    public bool? Ready { get; init; }

    /// <summary>How often it was restarted.</summary>
    [Field(5, Required = true)]
    public int? RestartCount { get; init; }

    /// <summary>Image that it runs.</summary>
    [Field(6, Required = true)]
    public string? Image { get; init; }

    /// <summary>Identity of the image.</summary>
    [Field(7, Required = true)]
    public string? ImageID { get; init; }

    /// <summary>Identity of the container, as runtime://id.</summary>
    [Field(8)]
    public string? ContainerID { get; init; }

    /// <summary>True once its startup probe and postStart action have succeeded.</summary>
    [Field(9)]
    public bool? Started { get; init; }

    /// <summary>Requests that the node has set aside for it.</summary>
    [Field(10)]
    public IReadOnlyDictionary<string, Quantity> AllocatedResources { get; init; } = StringMap.EmptyOf<Quantity>();

    /// <summary>Requests and limits that are in force.</summary>
    [Field(11)]
    public ResourceRequirements? Resources { get; init; }

    /// <summary>State of its mounts.</summary>
    [Field(12, MergeKey = "mountPath")]
    public IReadOnlyList<VolumeMountStatus> VolumeMounts { get; init; } = [];

    /// <summary>Identity that its first process started with.</summary>
    [Field(13)]
    public ContainerUser? User { get; init; }

    /// <summary>Health of the devices given to it.</summary>
    [Field(14, MergeKey = "name")]
    public IReadOnlyList<ResourceStatus> AllocatedResourcesStatus { get; init; } = [];

    /// <summary>Signal that asks it to stop.</summary>
    [Field(15)]
    public string? StopSignal { get; init; }
}
