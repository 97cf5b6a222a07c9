using Krewe.Grains.Objects;
using Krewe.Model.Core;
using Krewe.Grains.Nodes;
using Krewe.Protocol;
using Orleans;
using Orleans.Concurrency;

namespace Krewe.Grains.Pods;

/// <summary>
/// One pod: the writer of its object, on behalf of the scheduler (binding), of the node that runs it (status, end) and of the API.
/// </summary>
public interface IPodGrain : IObjectGrain
{
    /// <summary>Binds the pod to a node; refused where it is bound, being deleted, or not the pod that was meant.</summary>
    [AlwaysInterleave]
    Task<WriteOutcome> Bind(BindRequest request, CancellationToken cancellationToken);

    /// <summary>Deletes the pod as far as its budgets of disruptions allow it.</summary>
    Task<WriteOutcome> Evict(DeleteRequest request, CancellationToken cancellationToken);

    /// <summary>What the node's agent sees of the pod. Observations of another UID, or from another node than the pod's, are passed over.</summary>
    [AlwaysInterleave]
    Task<ReportOutcome> Observe(PodSighting sighting, CancellationToken cancellationToken);

    /// <summary>Sets a condition, such as why the pod cannot be scheduled; written only where it says something new.</summary>
    [AlwaysInterleave]
    Task<WriteOutcome> SetCondition(string uid, PodCondition condition, CancellationToken cancellationToken);
}

/// <summary>A decision of the scheduler, or of a client that binds by itself.</summary>
/// <param name="NodeName">The node.</param>
/// <param name="Uid">UID of the pod that is meant, or null for whichever has the name.</param>
/// <param name="DryRun">True to do all but commit.</param>
[GenerateSerializer, Alias("krewe.BindRequest"), Immutable]
public sealed record BindRequest([property: Id(0)] string NodeName, [property: Id(1)] string? Uid = null, [property: Id(2)] bool DryRun = false);

/// <summary>An observation with the node that made it.</summary>
[GenerateSerializer, Alias("krewe.PodSighting"), Immutable]
public sealed record PodSighting([property: Id(0)] string NodeName, [property: Id(1)] PodObservation Observation);
