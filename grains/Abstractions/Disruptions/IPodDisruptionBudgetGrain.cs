using Krewe.Grains.Objects;
using Krewe.Grains.Reconciling;
using Krewe.Model.Failures;
using Orleans;
using Orleans.Concurrency;

namespace Krewe.Grains.Disruptions;

/// <summary>One budget of disruptions: keeps count of what is left of it, and grants evictions out of that.</summary>
public interface IPodDisruptionBudgetGrain : IObjectGrain, IReconciledGrain
{
    /// <summary>
    /// Asks to evict a pod. What is granted is taken off the budget first, durably, so that evictions at the same time never get more
    /// together than there is.
    /// </summary>
    [AlwaysInterleave]
    Task<EvictionOutcome> Disrupt(EvictionRequest request, CancellationToken cancellationToken);
}

/// <summary>A pod that someone wants to evict.</summary>
/// <param name="PodName">Its name, in the budget's namespace.</param>
/// <param name="PodUid">Its UID.</param>
/// <param name="DryRun">True to do all but take it off the budget.</param>
[GenerateSerializer, Alias("krewe.EvictionRequest"), Immutable]
public sealed record EvictionRequest([property: Id(0)] string PodName, [property: Id(1)] string PodUid, [property: Id(2)] bool DryRun);

/// <summary>What a budget says to an eviction.</summary>
[GenerateSerializer, Alias("krewe.EvictionOutcome"), Immutable]
public abstract record EvictionOutcome
{
    private EvictionOutcome() { }

    /// <summary>The pod may go.</summary>
    /// <param name="ResourceVersion">Where not null, only as long as it has this version: it may go because it was not ready.</param>
    [GenerateSerializer, Alias("krewe.EvictionOutcome.Granted"), Immutable]
    public sealed record Granted([property: Id(0)] string? ResourceVersion) : EvictionOutcome;

    /// <summary>The pod must stay.</summary>
    [GenerateSerializer, Alias("krewe.EvictionOutcome.Denied"), Immutable]
    public sealed record Denied([property: Id(0)] ApiFailure Failure) : EvictionOutcome;
}
