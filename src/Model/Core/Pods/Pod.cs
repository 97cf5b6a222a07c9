using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Containers that run together on one node and share its network and volumes.</summary>
public sealed partial record Pod : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => PodKind.Instance;

    /// <summary>Desired state of the pod.</summary>
    [Field(2)]
    public PodSpec Spec { get; init; } = new();

    /// <summary>Observed state of the pod, written by the system.</summary>
    [Field(3)]
    public PodStatus Status { get; init; } = new();
}
