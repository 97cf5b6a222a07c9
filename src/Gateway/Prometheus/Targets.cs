using System.Globalization;
using Krewe.Model.Core;

namespace Krewe.Gateway.Prometheus;

/// <summary>What there is to scrape, as Prometheus' discovery of Kubernetes finds it: its roles <c>pod</c>, <c>service</c>, <c>endpoints</c> and <c>node</c>.</summary>
internal static class Targets
{
    /// <summary>A target for each port that a pod's containers declare, and one for each container that declares none. A pod without an address has none.</summary>
    public static IEnumerable<TargetGroup> Of(Pod pod)
    {
        if (string.IsNullOrEmpty(pod.Status.PodIP))
            yield break;
        var labels = LabelsOf(pod);
        foreach (var (container, init) in pod.Spec.Containers.Select(container => (container, false)).Concat(pod.Spec.InitContainers.Select(container => (container, true))))
        {
            var own = labels.With(LabelsOf(pod, container, init));
            if (container.Ports.Count == 0)
                yield return new TargetGroup(pod.Status.PodIP, own);
            foreach (var port in container.Ports)
                yield return new TargetGroup(At(pod.Status.PodIP, port.Port), own.With(LabelsOf(port)));
        }
    }

    /// <summary>A target for each port of a service, at its name in the cluster.</summary>
    public static IEnumerable<TargetGroup> Of(Service service)
    {
        var labels = LabelsOf(service);
        return service.Spec.Ports.Select(port => new TargetGroup(
            At($"{service.Metadata.Name}.{service.Metadata.Namespace}.svc", port.Port),
            labels.With("service_port_name", port.Name).With("service_port_number", port.Port).With("service_port_protocol", port.Protocol?.Value)));
    }

    /// <summary>A target for each address and port of a service's endpoints, with what is known of the service and of the pod behind.</summary>
    public static IEnumerable<TargetGroup> Of(Endpoints endpoints, Service? service, Func<string, Pod?> findPod)
    {
        var labels = TargetLabels.None.With("namespace", endpoints.Metadata.Namespace).With("endpoints_name", endpoints.Metadata.Name).With("endpoints", endpoints.Metadata);
        if (service is not null)
            labels = labels.With(LabelsOf(service));
        foreach (var subset in endpoints.Subsets)
        {
            foreach (var (address, ready) in subset.Addresses.Select(address => (address, true)).Concat(subset.NotReadyAddresses.Select(address => (address, false))))
            {
                var own = labels.With("endpoint_ready", ready).With("endpoint_node_name", address.NodeName).With("endpoint_hostname", address.Hostname)
                    .With("endpoint_address_target_kind", address.TargetRef?.Kind).With("endpoint_address_target_name", address.TargetRef?.Name);
                var pod = address.TargetRef is { Kind: "Pod", Name: { } name } ? findPod(name) : null;
                if (pod is not null)
                    own = own.With(LabelsOf(pod));
                foreach (var port in subset.Ports)
                    yield return new TargetGroup(At(address.Ip, port.Port), own.With(LabelsOf(pod, port)).With("endpoint_port_name", port.Name).With("endpoint_port_protocol", port.Protocol?.Value));
            }
        }
    }

    /// <summary>A node at its address; Krewe's agents listen at no port.</summary>
    public static IEnumerable<TargetGroup> Of(Node node)
    {
        var labels = TargetLabels.None.With("node_name", node.Metadata.Name).With("node_provider_id", node.Spec.ProviderID).With("node", node.Metadata);
        foreach (var address in node.Status.Addresses.DistinctBy(address => address.Type))
            labels = labels.With($"node_address_{address.Type}", address.Address);
        var reached = node.Status.Addresses.FirstOrDefault(address => address.Type == NodeAddressType.InternalIP) ?? node.Status.Addresses.FirstOrDefault();
        return reached?.Address is { } at ? [new TargetGroup(at, labels)] : [];
    }

    private static TargetLabels LabelsOf(Pod pod)
    {
        var controller = pod.Metadata.OwnerReferences.FirstOrDefault(owner => owner.Controller == true);
        var ready = pod.Status.Conditions.FirstOrDefault(condition => condition.Type == PodConditionType.Ready)?.Status;
        return TargetLabels.None.With("namespace", pod.Metadata.Namespace).With("pod_name", pod.Metadata.Name).With("pod_uid", pod.Metadata.Uid)
            .With("pod_ip", pod.Status.PodIP).With("pod_host_ip", pod.Status.HostIP).With("pod_node_name", pod.Spec.NodeName)
            .With("pod_phase", pod.Status.Phase?.Value).With("pod_ready", ready?.Value.ToLowerInvariant() ?? "unknown")
            .With("pod_controller_kind", controller?.Kind).With("pod_controller_name", controller?.Name).With("pod", pod.Metadata);
    }

    private static TargetLabels LabelsOf(Pod pod, Container container, bool init) => TargetLabels.None
        .With("pod_container_name", container.Name).With("pod_container_image", container.Image).With("pod_container_init", init)
        .With("pod_container_id", (init ? pod.Status.InitContainerStatuses : pod.Status.ContainerStatuses).FirstOrDefault(status => status.Name == container.Name)?.ContainerID);

    private static TargetLabels LabelsOf(ContainerPort port) => TargetLabels.None
        .With("pod_container_port_name", port.Name).With("pod_container_port_number", port.Port).With("pod_container_port_protocol", port.Protocol?.Value);

    /// <summary>The container of a pod that serves a port of endpoints.</summary>
    private static TargetLabels LabelsOf(Pod? pod, EndpointPort port) =>
        pod?.Spec.Containers.FirstOrDefault(container => Serving(container, port) is not null) is { } container
            ? LabelsOf(pod, container, init: false).With(LabelsOf(Serving(container, port)!))
            : TargetLabels.None;

    private static ContainerPort? Serving(Container container, EndpointPort port) =>
        container.Ports.FirstOrDefault(candidate => candidate.Port == port.Port && candidate.Protocol == port.Protocol);

    private static TargetLabels LabelsOf(Service service) => TargetLabels.None
        .With("namespace", service.Metadata.Namespace).With("service_name", service.Metadata.Name).With("service_type", service.Spec.Type?.Value)
        .With("service_cluster_ip", service.Spec.ClusterIP).With("service_external_name", service.Spec.ExternalName).With("service", service.Metadata);

    private static string At(string? host, int? port) => string.Create(
        CultureInfo.InvariantCulture, $"{(host?.Contains(':', StringComparison.Ordinal) == true ? $"[{host}]" : host)}:{port}");
}
