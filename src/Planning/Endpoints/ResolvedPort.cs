using Krewe.Model.Core;

namespace Krewe.Planning.Endpoints;

/// <summary>A port of a service as a number on a pod.</summary>
internal readonly record struct ResolvedPort(string? Name, int Port, string Protocol, string? AppProtocol)
{
    /// <summary>The ports that the pod has. A named target port that none of its containers declares is left out.</summary>
    public static IReadOnlyList<ResolvedPort> All(Service service, Pod pod)
    {
        List<ResolvedPort> ports = [];
        foreach (var port in service.Spec.Ports)
        {
            var protocol = port.Protocol?.Value ?? "TCP";
            if (Number(port, protocol, pod) is { } number)
                ports.Add(new ResolvedPort(string.IsNullOrEmpty(port.Name) ? null : port.Name, number, protocol, port.AppProtocol));
        }
        return ports;
    }

    private static int? Number(ServicePort port, string protocol, Pod pod)
    {
        if (port.TargetPort is not { } target || target.Number == 0)
            return port.Port;
        if (target.Number is { } number)
            return number;
        return pod.Spec.Containers
            .Concat(pod.Spec.InitContainers.Where(container => container.RestartPolicy == ContainerRestartPolicy.Always))
            .SelectMany(container => container.Ports)
            .FirstOrDefault(candidate => candidate.Name == target.Text && (candidate.Protocol?.Value ?? "TCP") == protocol)?.Port;
    }
}
