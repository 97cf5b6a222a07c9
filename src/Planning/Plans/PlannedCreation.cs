using Krewe.Model.Meta;

namespace Krewe.Planning.Plans;

/// <summary>An object to create; it has its final name.</summary>
/// <param name="Object">The object, not defaulted yet.</param>
/// <param name="Event">What to tell once it exists.</param>
public sealed record PlannedCreation<T>(T Object, PlannedEvent? Event = null) where T : ApiObject;
