using System.Globalization;
using Krewe.Model.Core;
using Krewe.Model.Discovery;
using Krewe.Model.Meta;
using Krewe.Planning.Ownership;
using Krewe.Planning.Plans;
using EndpointPort = Krewe.Model.Discovery.EndpointPort;

namespace Krewe.Planning.Endpoints;

/// <summary>
/// Packs endpoints into slices of at most a hundred. An endpoint stays in the slice that it is in and new ones fill the fullest slices
/// with room, so that a change of one pod writes one slice. Pods whose named ports have other numbers get slices of their own.
/// </summary>
internal static class SlicePacking
{
    /// <summary>Endpoints in a slice at most.</summary>
    public const int Capacity = 100;

    public static EndpointsPlan Pack(Service service, IReadOnlyList<PodEndpoint> endpoints, IReadOnlyList<EndpointSlice> existing, PlanContext context)
    {
        var groups = endpoints
            .GroupBy(endpoint => PortsKey(endpoint.Ports))
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        // A service without endpoints has one empty slice, so that clients can tell "none" from "not known yet".
        if (groups.Count == 0)
            groups.Add("", []);

        List<PlannedCreation<EndpointSlice>> create = [];
        List<PlannedUpdate<EndpointSlice>> update = [];
        List<PlannedDeletion<EndpointSlice>> delete = [];
        var unused = existing.OrderBy(slice => slice.Metadata.Name, StringComparer.Ordinal).ToList();

        foreach (var (key, group) in groups.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var ports = Ports(group);
            var slices = SlicesFor(key, endpoints.Count == 0, unused);
            unused.RemoveAll(slices.Contains);
            foreach (var (slice, content) in Distribute(group, slices))
            {
                if (slice is null)
                    create.Add(new PlannedCreation<EndpointSlice>(New(service, ports, content, context.Seed, create.Count)));
                else if (content.Count == 0 && (endpoints.Count > 0 || slice != slices[0]))
                    delete.Add(new PlannedDeletion<EndpointSlice>(slice));
                else if (Filled(service, slice, ports, content) is var filled && slice != filled)
                    update.Add(new PlannedUpdate<EndpointSlice>(filled));
            }
        }
        delete.AddRange(unused.Select(slice => new PlannedDeletion<EndpointSlice>(slice)));
        return new EndpointsPlan { Create = create, Update = update, Delete = delete };
    }

    // Slices of the same ports; else one that is empty anyway. The last endpoint to go leaves its slice behind.
    private static List<EndpointSlice> SlicesFor(string key, bool none, List<EndpointSlice> unused)
    {
        if (none)
            return [.. unused];
        var same = unused.Where(slice => PortsKey(slice) == key).ToList();
        return same.Count > 0 ? same : [.. unused.Where(slice => slice.Endpoints.Count == 0).Take(1)];
    }

    private static IEnumerable<(EndpointSlice? Slice, IReadOnlyList<Endpoint> Content)> Distribute(List<PodEndpoint> group, List<EndpointSlice> slices)
    {
        var wanted = group.ToDictionary(endpoint => endpoint.Pod.Metadata.Uid ?? endpoint.Address, endpoint => endpoint.Endpoint, StringComparer.Ordinal);
        var contents = new List<(EndpointSlice? Slice, List<Endpoint> Content)>();
        foreach (var slice in slices)
        {
            List<Endpoint> kept = [];
            foreach (var endpoint in slice.Endpoints)
            {
                if (kept.Count < Capacity && wanted.Remove(endpoint.TargetRef?.Uid ?? endpoint.Addresses.FirstOrDefault() ?? "", out var current))
                    kept.Add(current);
            }
            contents.Add((slice, kept));
        }

        var rest = new Queue<Endpoint>(group.Where(endpoint => wanted.ContainsKey(endpoint.Pod.Metadata.Uid ?? endpoint.Address)).Select(endpoint => endpoint.Endpoint));
        foreach (var (_, content) in contents.OrderByDescending(entry => entry.Content.Count).ToList())
        {
            while (content.Count < Capacity && rest.TryDequeue(out var endpoint))
                content.Add(endpoint);
        }
        while (rest.Count > 0 || contents.Count == 0)
        {
            List<Endpoint> content = [];
            while (content.Count < Capacity && rest.TryDequeue(out var endpoint))
                content.Add(endpoint);
            contents.Add((null, content));
        }
        return contents.Select(entry => (entry.Slice, (IReadOnlyList<Endpoint>)entry.Content));
    }

    private static EndpointSlice New(Service service, IReadOnlyList<EndpointPort> ports, IReadOnlyList<Endpoint> content, ulong seed, int index)
    {
        var prefix = $"{service.Metadata.Name}-";
        return new EndpointSlice
        {
            Metadata = new ObjectMeta
            {
                Name = NameSuffix.Append(prefix, seed, index),
                GenerateName = prefix,
                Namespace = service.Metadata.Namespace,
                Labels = Labels(service),
                OwnerReferences = [ControllerReference.To(service)],
            },
            AddressType = AddressType.IPv4,
            Ports = ports,
            Endpoints = content,
        };
    }

    private static EndpointSlice Filled(Service service, EndpointSlice slice, IReadOnlyList<EndpointPort> ports, IReadOnlyList<Endpoint> content) => slice with
    {
        Metadata = slice.Metadata with { Labels = Labels(service) },
        Ports = ports,
        Endpoints = content,
    };

    private static Dictionary<string, string> Labels(Service service)
    {
        var labels = new Dictionary<string, string>(service.Metadata.Labels)
        {
            [EndpointNames.ServiceLabel] = service.Metadata.Name ?? "",
            [EndpointNames.ManagedByLabel] = EndpointNames.Manager,
        };
        if (service.Spec.ClusterIP == "None")
            labels[EndpointNames.HeadlessLabel] = "";
        return labels;
    }

    private static IReadOnlyList<EndpointPort> Ports(List<PodEndpoint> group) => group.Count == 0 ? [] :
    [
        .. group[0].Ports.Select(port => new EndpointPort
        {
            // Slices name every port, a nameless one by the empty name.
            Name = port.Name ?? "",
            Port = port.Port,
            Protocol = Krewe.Model.Core.Protocol.From(port.Protocol),
            AppProtocol = port.AppProtocol,
        }),
    ];

    private static string PortsKey(IReadOnlyList<ResolvedPort> ports) =>
        string.Join(';', ports.Select(port => Key(port.Name, port.Port, port.Protocol, port.AppProtocol)));

    private static string PortsKey(EndpointSlice slice) =>
        string.Join(';', slice.Ports.Select(port => Key(port.Name, port.Port ?? 0, port.Protocol?.Value ?? "TCP", port.AppProtocol)));

    private static string Key(string? name, int port, string protocol, string? appProtocol) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}/{port}/{protocol}/{appProtocol}");
}
