using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>A template of pods that is kept for others to use.</summary>
public sealed partial record PodTemplate : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => PodTemplateKind.Instance;

    /// <summary>The pods that are made from it.</summary>
    [Field(2)]
    public PodTemplateSpec Template { get; init; } = new();
}
