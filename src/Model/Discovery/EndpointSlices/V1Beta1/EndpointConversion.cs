namespace Krewe.Model.Discovery.V1Beta1;

/// <summary>
/// Converts endpoints between v1beta1, where a map of labels says where they are, and v1, which has fields for node and zone. The rules are Kubernetes':
/// other labels are the deprecated topology of v1, and so is a host name that is not the name of the node.
/// </summary>
/// <remarks>v1beta1 shows the node twice, as a field and as a label, whichever of them was written: clients read the one that they know.</remarks>
internal static class EndpointConversion
{
    public static Endpoint FromV1(Discovery.Endpoint value) => new()
    {
        Addresses = value.Addresses,
        Conditions = value.Conditions,
        Hostname = value.Hostname,
        TargetRef = value.TargetRef,
        Topology = Topology(value),
        NodeName = value.NodeName,
        Hints = value.Hints,
        Unknown = value.Unknown,
    };

    public static Discovery.Endpoint ToV1(Endpoint value)
    {
        var labels = value.Topology;
        return EndpointTopology.WithoutRepetition(new Discovery.Endpoint
        {
            Addresses = value.Addresses,
            Conditions = value.Conditions,
            Hostname = value.Hostname,
            TargetRef = value.TargetRef,
            DeprecatedTopology = labels,
            NodeName = value.NodeName ?? labels.GetValueOrDefault(EndpointTopology.Node),
            Zone = labels.GetValueOrDefault(EndpointTopology.Zone),
            Hints = value.Hints,
            Unknown = value.Unknown,
        });
    }

    private static IReadOnlyDictionary<string, string> Topology(Discovery.Endpoint value)
    {
        if (value.Zone is null && value.NodeName is null)
            return value.DeprecatedTopology;
        var labels = new Dictionary<string, string>(value.DeprecatedTopology, StringComparer.Ordinal);
        if (value.Zone is { } zone)
            labels[EndpointTopology.Zone] = zone;
        if (value.NodeName is { } node)
            labels.TryAdd(EndpointTopology.Node, node);
        return labels;
    }
}
