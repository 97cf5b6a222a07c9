using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Apps;

/// <summary>Keeps a number of equal pods running.</summary>
public sealed partial record ReplicaSet : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => ReplicaSetKind.Instance;

    /// <summary>Desired state of the replica set.</summary>
    [Field(2)]
    public ReplicaSetSpec Spec { get; init; } = new();

    /// <summary>Observed state of the replica set.</summary>
    [Field(3)]
    public ReplicaSetStatus Status { get; init; } = new();
}

/// <summary>Desired state of a replica set.</summary>
public sealed partial record ReplicaSetSpec : ApiRecord
{
    /// <summary>Number of pods; 1 by default.</summary>
    [Field(1)]
    public int? Replicas { get; init; }

    /// <summary>Seconds that a new pod must be ready before it counts as available.</summary>
    [Field(4, OmitZero = true)]
    public int? MinReadySeconds { get; init; }

    /// <summary>Selects its pods; must match the labels of the template. Cannot be changed.</summary>
    [Field(2, Required = true)]
    public LabelSelector? Selector { get; init; }

    /// <summary>The pods to create.</summary>
    [Field(3)]
    public PodTemplateSpec Template { get; init; } = new();
}
