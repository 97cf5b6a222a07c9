using Krewe.Model.Discovery;
using Krewe.Planning.Plans;

namespace Krewe.Planning.Endpoints;

/// <summary>All that is to be written so that clients find the pods of one service.</summary>
public sealed record EndpointsPlan
{
    /// <summary>The missing Endpoints object, or null.</summary>
    public PlannedCreation<Krewe.Model.Core.Endpoints>? CreateEndpoints { get; init; }

    /// <summary>The changed Endpoints object, or null.</summary>
    public PlannedUpdate<Krewe.Model.Core.Endpoints>? UpdateEndpoints { get; init; }

    /// <summary>New slices.</summary>
    public IReadOnlyList<PlannedCreation<EndpointSlice>> Create { get; init; } = [];

    /// <summary>Changed slices.</summary>
    public IReadOnlyList<PlannedUpdate<EndpointSlice>> Update { get; init; } = [];

    /// <summary>Slices that nothing is left of.</summary>
    public IReadOnlyList<PlannedDeletion<EndpointSlice>> Delete { get; init; } = [];

    /// <summary>True when there is nothing to do.</summary>
    public bool IsEmpty => CreateEndpoints is null && UpdateEndpoints is null && Create.Count == 0 && Update.Count == 0 && Delete.Count == 0;
}
