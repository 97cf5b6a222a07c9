using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Planning.Ownership;

namespace Krewe.Planning.Endpoints;

/// <summary>The one Endpoints object of a service: addresses by sets of ports, at most a thousand, as Kubernetes has it.</summary>
internal static class LegacyEndpoints
{
    private const int Capacity = 1000;
    private const string OverCapacity = "endpoints.kubernetes.io/over-capacity";

    public static Krewe.Model.Core.Endpoints Of(Service service, IReadOnlyList<PodEndpoint> endpoints, Krewe.Model.Core.Endpoints? existing)
    {
        // Ending pods are gone for clients that know nothing of conditions, unless the service wants all addresses.
        var listed = endpoints.Where(endpoint => endpoint.Endpoint.Conditions.Terminating != true || endpoint.Endpoint.Conditions.Ready == true).ToList();
        var kept = listed.OrderByDescending(endpoint => endpoint.Endpoint.Conditions.Ready == true).Take(Capacity).ToList();
        var value = existing ?? new Krewe.Model.Core.Endpoints
        {
            Metadata = new ObjectMeta { Name = service.Metadata.Name, Namespace = service.Metadata.Namespace },
        };
        return value with
        {
            Metadata = value.Metadata with
            {
                Labels = Labels(service),
                Annotations = Annotations(value.Metadata.Annotations, listed.Count > Capacity),
                OwnerReferences = ControllerReference.Of(value.Metadata) is null
                    ? [.. value.Metadata.OwnerReferences, ControllerReference.To(service)]
                    : value.Metadata.OwnerReferences,
            },
            Subsets =
            [
                .. kept
                    .Where(endpoint => endpoint.Ports.Count > 0 || service.Spec.Ports.Count == 0)
                    .GroupBy(endpoint => string.Join(';', endpoint.Ports.Select(port => port.ToString())))
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => Subset([.. group])),
            ],
        };
    }

    private static EndpointSubset Subset(IReadOnlyList<PodEndpoint> group) => new()
    {
        Addresses = Addresses(group.Where(endpoint => endpoint.Endpoint.Conditions.Ready == true)),
        NotReadyAddresses = Addresses(group.Where(endpoint => endpoint.Endpoint.Conditions.Ready != true)),
        Ports =
        [
            .. group[0].Ports.Select(port => new EndpointPort
            {
                Name = port.Name,
                Port = port.Port,
                Protocol = Krewe.Model.Core.Protocol.From(port.Protocol),
                AppProtocol = port.AppProtocol,
            }),
        ],
    };

    private static IReadOnlyList<EndpointAddress> Addresses(IEnumerable<PodEndpoint> endpoints) =>
    [
        .. endpoints
            .OrderBy(endpoint => endpoint.Address, StringComparer.Ordinal)
            .Select(endpoint => new EndpointAddress
            {
                Ip = endpoint.Address,
                Hostname = endpoint.Endpoint.Hostname,
                NodeName = endpoint.Endpoint.NodeName,
                TargetRef = endpoint.Endpoint.TargetRef,
            }),
    ];

    private static Dictionary<string, string> Labels(Service service)
    {
        var labels = new Dictionary<string, string>(service.Metadata.Labels);
        if (service.Spec.ClusterIP == "None")
            labels[EndpointNames.HeadlessLabel] = "";
        return labels;
    }

    private static Dictionary<string, string> Annotations(IReadOnlyDictionary<string, string> before, bool overCapacity)
    {
        var annotations = before.Where(entry => entry.Key != OverCapacity).ToDictionary(entry => entry.Key, entry => entry.Value);
        if (overCapacity)
            annotations[OverCapacity] = "truncated";
        return annotations;
    }
}
