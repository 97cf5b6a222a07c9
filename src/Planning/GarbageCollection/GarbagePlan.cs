using Krewe.Model.Meta;
using Krewe.Planning.Plans;

namespace Krewe.Planning.GarbageCollection;

/// <summary>What is to be done because an owner is gone or going.</summary>
public sealed record GarbagePlan
{
    /// <summary>Objects that lose owner references.</summary>
    public IReadOnlyList<PlannedUpdate<ApiObject>> Release { get; init; } = [];

    /// <summary>Objects that nobody owns any longer.</summary>
    public IReadOnlyList<PlannedDeletion<ApiObject>> Delete { get; init; } = [];

    /// <summary>An owner whose finalizer is done with, without it; null when it must still wait.</summary>
    public PlannedUpdate<ApiObject>? Finalize { get; init; }

    /// <summary>Nothing.</summary>
    public static GarbagePlan Nothing { get; } = new();

    /// <summary>True when there is nothing to do.</summary>
    public bool IsEmpty => Release.Count == 0 && Delete.Count == 0 && Finalize is null;
}
