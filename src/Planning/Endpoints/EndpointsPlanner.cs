using Krewe.Model.Core;
using Krewe.Model.Discovery;
using Krewe.Model.Selectors;
using Krewe.Planning.Plans;

namespace Krewe.Planning.Endpoints;

/// <summary>
/// Writes down where the pods of a service are: as EndpointSlices, and as one Endpoints object for older clients. Both have the service
/// as their owner and go with it.
/// </summary>
public static class EndpointsPlanner
{
    /// <summary>Plans for one service. A service without a selector is left to whoever writes its endpoints.</summary>
    public static EndpointsPlan Plan(ObservedService observed, PlanContext context)
    {
        var service = observed.Service;
        if (service.Spec.Selector.Count == 0 || service.Spec.Type == ServiceType.ExternalName || service.Metadata.DeletionTimestamp is not null)
            return new EndpointsPlan();

        var selector = LabelQuery.FromLabels(service.Spec.Selector);
        var endpoints = observed.Pods
            .Where(pod => pod.Metadata.Namespace == service.Metadata.Namespace && selector.Matches(pod.Metadata.Labels))
            .Select(pod => PodEndpoint.Of(service, pod, observed.Zones))
            .OfType<PodEndpoint>()
            .ToList();

        var plan = SlicePacking.Pack(service, endpoints, [.. observed.Slices.Where(IsOurs)], context);
        var wanted = LegacyEndpoints.Of(service, endpoints, observed.Endpoints);
        return observed.Endpoints is null
            ? plan with { CreateEndpoints = new PlannedCreation<Krewe.Model.Core.Endpoints>(wanted) }
            : observed.Endpoints == wanted ? plan : plan with { UpdateEndpoints = new PlannedUpdate<Krewe.Model.Core.Endpoints>(wanted) };
    }

    private static bool IsOurs(EndpointSlice slice) =>
        slice.Metadata.DeletionTimestamp is null
        && slice.Metadata.Labels.GetValueOrDefault(EndpointNames.ManagedByLabel) == EndpointNames.Manager
        && slice.AddressType == AddressType.IPv4;
}
