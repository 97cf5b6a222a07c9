using Krewe.Model.Core;
using Krewe.Model.Discovery;
using Krewe.Planning.Pods;

namespace Krewe.Planning.Endpoints;

/// <summary>One pod as an endpoint of one service, with the numbers that the service's ports have on it.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Endpoint">The pod as it stands in a slice.</param>
/// <param name="Ports">The service's ports on this pod.</param>
internal sealed record PodEndpoint(Pod Pod, Endpoint Endpoint, IReadOnlyList<ResolvedPort> Ports)
{
    public string Address => Endpoint.Addresses[0];

    /// <summary>The pod as an endpoint; null if it cannot be reached, or will never serve again.</summary>
    public static PodEndpoint? Of(Service service, Pod pod, IReadOnlyDictionary<string, string> zones)
    {
        if (pod.IsFinished() || IPv4Of(pod) is not { } address)
            return null;
        var ready = pod.IsReady();
        var publishAll = service.Spec.PublishNotReadyAddresses == true;
        var node = pod.Spec.NodeName;
        return new PodEndpoint(pod, new Endpoint
        {
            Addresses = [address],
            Conditions = new EndpointConditions
            {
                Ready = publishAll || ready && !pod.IsTerminating(),
                Serving = ready,
                Terminating = pod.IsTerminating(),
            },
            Hostname = HostnameIn(service, pod),
            TargetRef = new ObjectReference { Kind = "Pod", Namespace = pod.Metadata.Namespace, Name = pod.Metadata.Name, Uid = pod.Metadata.Uid },
            NodeName = string.IsNullOrEmpty(node) ? null : node,
            Zone = node is null ? null : zones.GetValueOrDefault(node),
        }, ResolvedPort.All(service, pod));
    }

    private static string? HostnameIn(Service service, Pod pod) =>
        !string.IsNullOrEmpty(pod.Spec.Hostname) && pod.Spec.Subdomain == service.Metadata.Name ? pod.Spec.Hostname : null;

    private static string? IPv4Of(Pod pod) => pod.Status.PodIPs.Select(ip => ip.Ip).Append(pod.Status.PodIP)
        .FirstOrDefault(ip => System.Net.IPAddress.TryParse(ip, out var parsed) && parsed.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork);
}
