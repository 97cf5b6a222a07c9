using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Autoscaling.V2Beta2;

/// <summary>Says how many pods something shall have by how busy they are, or by other things that are measured. It is kept; nothing acts on it yet.</summary>
public sealed partial record HorizontalPodAutoscaler : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => HorizontalPodAutoscalerKind.Instance;

    /// <summary>What to scale, and by what.</summary>
    [Field(2)]
    public V2.HorizontalPodAutoscalerSpec Spec { get; init; } = new();

    /// <summary>What was measured and done.</summary>
    [Field(3)]
    public V2.HorizontalPodAutoscalerStatus Status { get; init; } = new();
}
