namespace Krewe.Planning.Endpoints;

/// <summary>Labels of endpoint slices.</summary>
public static class EndpointNames
{
    /// <summary>Name of the service that a slice belongs to.</summary>
    public const string ServiceLabel = "kubernetes.io/service-name";

    /// <summary>Who writes a slice. Slices of others are left alone.</summary>
    public const string ManagedByLabel = "endpointslice.kubernetes.io/managed-by";

    /// <summary>The value of <see cref="ManagedByLabel"/> on the slices that Krewe writes, as Kubernetes' controller has it.</summary>
    public const string Manager = "endpointslice-controller.k8s.io";

    /// <summary>Marks endpoints of a headless service.</summary>
    public const string HeadlessLabel = "service.kubernetes.io/headless";

    /// <summary>Label of nodes with their zone.</summary>
    public const string ZoneLabel = "topology.kubernetes.io/zone";
}
