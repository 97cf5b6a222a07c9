using Krewe.Model.Kinds;

namespace Krewe.Model.Autoscaling.V2Beta2;

/// <summary><c>autoscaling/v2beta2</c>, as kubectl 1.20 to 1.22 read it: v2 under its first name.</summary>
public sealed class HorizontalPodAutoscalerKind : KindVersion<HorizontalPodAutoscaler, V2.HorizontalPodAutoscaler>
{
    private HorizontalPodAutoscalerKind()
    {
    }

    /// <summary>The definition.</summary>
    public static HorizontalPodAutoscalerKind Instance { get; } = new();

    /// <inheritdoc/>
    public override KindDefinition Stored => V2.HorizontalPodAutoscalerKind.Instance;

    /// <inheritdoc/>
    protected override string Version => "v2beta2";

    /// <inheritdoc/>
    protected override HorizontalPodAutoscaler FromStored(V2.HorizontalPodAutoscaler value) =>
        new() { Metadata = value.Metadata, Spec = value.Spec, Status = value.Status, Unknown = value.Unknown };

    /// <inheritdoc/>
    protected override V2.HorizontalPodAutoscaler ToStored(HorizontalPodAutoscaler value) =>
        new() { Metadata = value.Metadata, Spec = value.Spec, Status = value.Status, Unknown = value.Unknown };
}
