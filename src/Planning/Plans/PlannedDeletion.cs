using Krewe.Model.Meta;

namespace Krewe.Planning.Plans;

/// <summary>An object to delete, conditional on its UID.</summary>
/// <param name="Object">The object as it was observed.</param>
/// <param name="Event">What to tell once the deletion is accepted.</param>
public sealed record PlannedDeletion<T>(T Object, PlannedEvent? Event = null) where T : ApiObject
{
    /// <summary>Seconds to end gracefully: null for the object's own, 0 for at once.</summary>
    public long? GracePeriodSeconds { get; init; }

    /// <summary>What becomes of dependents: null for the default.</summary>
    public PropagationPolicy? Propagation { get; init; }

    /// <summary>True where the deletion is right only while the object is as observed: conditional on its <c>resourceVersion</c> too.</summary>
    public bool OnlyIfUnchanged { get; init; }
}
