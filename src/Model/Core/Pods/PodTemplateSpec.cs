using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>A pod to create.</summary>
public sealed partial record PodTemplateSpec : ApiRecord
{
    /// <summary>Labels and annotations of the pods.</summary>
    [Field(1)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>Desired state of the pods.</summary>
    [Field(2)]
    public PodSpec Spec { get; init; } = new();
}
