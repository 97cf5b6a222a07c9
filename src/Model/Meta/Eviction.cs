using Krewe.Model.Schema;

namespace Krewe.Model.Meta;

/// <summary>Asks for a pod to be deleted, if nothing forbids it now.</summary>
[TypeMeta("policy/v1", "Eviction")]
[ApiName("io.k8s.api.policy.v1.Eviction")]
public sealed partial record Eviction : ApiRecord
{
    /// <summary>Name and namespace of the pod.</summary>
    [Field(1)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>How the pod is to be deleted.</summary>
    [Field(2)]
    public DeleteOptions? DeleteOptions { get; init; }
}
