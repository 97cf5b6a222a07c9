using Krewe.Model.Core;
using Krewe.Model.Schema;

namespace Krewe.Model.Meta;

/// <summary>Binds a pod to a node.</summary>
[TypeMeta("v1", "Binding")]
[ApiName("io.k8s.api.core.v1.Binding")]
public sealed partial record Binding : ApiRecord
{
    /// <summary>Name and namespace of the pod, labels and annotations to add to it.</summary>
    [Field(1)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>The node.</summary>
    [Field(2)]
    public ObjectReference Target { get; init; } = new();
}
