using Krewe.Model.Meta;

namespace Krewe.Planning.Plans;

/// <summary>
/// An object as it shall become. It carries the <c>resourceVersion</c> that was observed, and the write is conditional on it: when the
/// object has changed meanwhile, the right answer is to look again.
/// </summary>
/// <param name="Object">The new state.</param>
/// <param name="Event">What to tell once it is written.</param>
public sealed record PlannedUpdate<T>(T Object, PlannedEvent? Event = null) where T : ApiObject;
