using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Ties a pod to a node: what a scheduler posts to the pod's <c>binding</c> subresource.</summary>
[TypeMeta("v1", "Binding")]
public sealed partial record Binding : ApiRecord
{
    /// <summary>Names the pod.</summary>
    [Field(1)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>The node.</summary>
    [Field(2, Required = true)]
    public ObjectReference Target { get; init; } = new();
}
