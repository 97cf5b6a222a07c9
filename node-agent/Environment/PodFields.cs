using System.Globalization;
using Krewe.Model.Core;
using Krewe.Model.Quantities;
using Krewe.NodeAgent.Pods;

namespace Krewe.NodeAgent.Environment;

/// <summary>Values of a pod's own fields and resources, for environments and downward volumes.</summary>
internal static class PodFields
{
    /// <summary>The value of a field, or null for a field that cannot be had.</summary>
    public static string? Field(Pod pod, string path, NodeContext node, IReadOnlyList<string> podAddresses) => path switch
    {
        "metadata.name" => pod.Metadata.Name,
        "metadata.namespace" => pod.Metadata.Namespace,
        "metadata.uid" => pod.Metadata.Uid,
        "metadata.labels" => Map(pod.Metadata.Labels),
        "metadata.annotations" => Map(pod.Metadata.Annotations),
        "spec.nodeName" => node.NodeName,
        "spec.serviceAccountName" => pod.Spec.ServiceAccountName ?? "",
        "status.hostIP" => node.Addresses.FirstOrDefault() ?? "",
        "status.hostIPs" => string.Join(',', node.Addresses),
        "status.podIP" => AddressesOf(pod, node, podAddresses).FirstOrDefault() ?? "",
        "status.podIPs" => string.Join(',', AddressesOf(pod, node, podAddresses)),
        _ when Subscript(path, "metadata.labels") is { } label => pod.Metadata.Labels.GetValueOrDefault(label, ""),
        _ when Subscript(path, "metadata.annotations") is { } annotation => pod.Metadata.Annotations.GetValueOrDefault(annotation, ""),
        _ => null,
    };

    /// <summary>The value of a container's resource in units of the divisor, or null for one that cannot be had.</summary>
    public static string? Resource(Container container, ResourceFieldSelector selector, NodeContext node)
    {
        var (map, name) = selector.Resource?.Split('.', 2) switch
        {
            ["limits", var limit] => (container.Resources.Limits, limit),
            ["requests", var request] => (container.Resources.Requests, request),
            _ => (null, ""),
        };
        if (map is null)
            return null;
        if (!map.TryGetValue(name, out var quantity))
        {
            // Without a limit, what the node has is the limit; without a request, the limit is the request.
            if (ReferenceEquals(map, container.Resources.Requests) && container.Resources.Limits.TryGetValue(name, out var limit))
                quantity = limit;
            else if (ReferenceEquals(map, container.Resources.Limits) && node.Allocatable.TryGetValue(name, out var allocatable))
                quantity = allocatable;
        }
        var divisor = selector.Divisor is { IsZero: false } given ? given : Quantity.Of(1);
        var (whole, rest) = Int128.DivRem(quantity.Nanos, divisor.Nanos);
        return (whole + (rest == 0 ? 0 : 1)).ToString(CultureInfo.InvariantCulture);
    }

    private static IReadOnlyList<string> AddressesOf(Pod pod, NodeContext node, IReadOnlyList<string> podAddresses) =>
        pod.Spec.HostNetwork == true ? node.Addresses : podAddresses;

    /// <summary>Lines of <c>key="value"</c>, ordered by key, escaped as Go quotes.</summary>
    private static string Map(IReadOnlyDictionary<string, string> map) =>
        string.Join('\n', map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}=\"{Escape(pair.Value)}\""));

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);

    private static string? Subscript(string path, string map) =>
        path.StartsWith(map + "['", StringComparison.Ordinal) && path.EndsWith("']", StringComparison.Ordinal)
            ? path[(map.Length + 2)..^2]
            : null;
}
