namespace Krewe.Model.Discovery;

/// <summary>Labels of v1beta1 that have become fields in v1.</summary>
internal static class EndpointTopology
{
    /// <summary>Label of the node: <see cref="Endpoint.NodeName"/>.</summary>
    public const string Node = "kubernetes.io/hostname";

    /// <summary>Label of the zone: <see cref="Endpoint.Zone"/>.</summary>
    public const string Zone = "topology.kubernetes.io/zone";

    /// <summary>
    /// The endpoint without labels that its fields stand for: any zone, and a host name unless the node has another one. (v1beta1 could say both,
    /// differently.) So each thing is said once in what is stored, and v1beta1 can say it again.
    /// </summary>
    public static Endpoint WithoutRepetition(Endpoint value)
    {
        var labels = value.DeprecatedTopology;
        var repeatsNode = labels.TryGetValue(Node, out var node) && (value.NodeName is null || value.NodeName == node);
        if (!repeatsNode && !labels.ContainsKey(Zone))
            return value;
        return value with
        {
            DeprecatedTopology = labels.Where(label => label.Key != Zone && !(repeatsNode && label.Key == Node)).ToDictionary(StringComparer.Ordinal),
        };
    }
}
