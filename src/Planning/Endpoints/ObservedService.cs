using Krewe.Model.Core;
using Krewe.Model.Discovery;

namespace Krewe.Planning.Endpoints;

/// <summary>What the planner of endpoints looks at.</summary>
public sealed record ObservedService
{
    /// <summary>The service.</summary>
    public required Service Service { get; init; }

    /// <summary>Pods of its namespace; those that its selector does not match do no harm.</summary>
    public required IReadOnlyList<Pod> Pods { get; init; }

    /// <summary>Zone by name of node (label <c>topology.kubernetes.io/zone</c>); nodes without one may be missing.</summary>
    public IReadOnlyDictionary<string, string> Zones { get; init; } = new Dictionary<string, string>();

    /// <summary>The Endpoints object of the service's name, or null.</summary>
    public Krewe.Model.Core.Endpoints? Endpoints { get; init; }

    /// <summary>Slices that carry the service's name and Krewe as their manager.</summary>
    public IReadOnlyList<EndpointSlice> Slices { get; init; } = [];
}
