using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Keeps a number of equal pods running. Deployments have taken its place.</summary>
public sealed partial record ReplicationController : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => ReplicationControllerKind.Instance;

    /// <summary>Desired state of the controller.</summary>
    [Field(2)]
    public ReplicationControllerSpec Spec { get; init; } = new();

    /// <summary>Observed state of the controller.</summary>
    [Field(3)]
    public ReplicationControllerStatus Status { get; init; } = new();
}

/// <summary>Desired state of a replication controller.</summary>
public sealed partial record ReplicationControllerSpec : ApiRecord
{
    /// <summary>Number of pods; 1 by default.</summary>
    [Field(1)]
    public int? Replicas { get; init; }

    /// <summary>Seconds that a new pod must be ready before it counts as available.</summary>
    [Field(4, OmitZero = true)]
    public int? MinReadySeconds { get; init; }

    /// <summary>Labels of the pods; those of the template when absent.</summary>
    [Field(2, Atomic = true)]
    public IReadOnlyDictionary<string, string> Selector { get; init; } = StringMap.Empty;

    /// <summary>The pods to create.</summary>
    [Field(3)]
    public PodTemplateSpec? Template { get; init; }
}
