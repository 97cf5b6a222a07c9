using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>A machine that runs pods.</summary>
public sealed partial record Node : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => NodeKind.Instance;

    /// <summary>Desired state of the node.</summary>
    [Field(2)]
    public NodeSpec Spec { get; init; } = new();

    /// <summary>Observed state of the node, written by its agent.</summary>
    [Field(3)]
    public NodeStatus Status { get; init; } = new();
}
