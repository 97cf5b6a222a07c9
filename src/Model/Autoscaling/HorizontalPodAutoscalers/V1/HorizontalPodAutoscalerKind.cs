using Krewe.Model.Kinds;

namespace Krewe.Model.Autoscaling;

/// <summary><c>autoscaling/v1</c>, as <c>kubectl autoscale</c> writes it: it knows of the CPU alone.</summary>
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
    protected override string Version => "v1";

    /// <inheritdoc/>
    protected override HorizontalPodAutoscaler FromStored(V2.HorizontalPodAutoscaler value) => HorizontalPodAutoscalerConversion.FromV2(value);

    /// <inheritdoc/>
    protected override V2.HorizontalPodAutoscaler ToStored(HorizontalPodAutoscaler value) => HorizontalPodAutoscalerConversion.ToV2(value);
}
