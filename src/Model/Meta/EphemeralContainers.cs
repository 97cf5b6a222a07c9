using Krewe.Model.Core;
using Krewe.Model.Schema;

namespace Krewe.Model.Meta;

/// <summary>The view of the ephemeralcontainers subresource on a pod that clients older than Kubernetes 1.22 have; others see the pod.</summary>
[TypeMeta("v1", "EphemeralContainers")]
[ApiName("io.k8s.api.core.v1.EphemeralContainers")]
public sealed partial record EphemeralContainers : ApiRecord
{
    /// <summary>Name, namespace and version of the pod.</summary>
    [Field(1)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>The containers that were added to the pod, and those that shall be.</summary>
    [Field(2, Name = "ephemeralContainers", MergeKey = "name")]
    public IReadOnlyList<EphemeralContainer> Items { get; init; } = [];
}
