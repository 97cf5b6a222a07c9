namespace Krewe.Planning.Plans;

/// <summary>What a planner cannot know by itself because it has neither a clock nor a source of randomness.</summary>
/// <param name="Now">The time of the decision.</param>
/// <param name="Seed">
/// Decides what may be decided either way: name suffixes, ties. The same observation, time and seed give the same plan; a caller
/// whose plan failed for a name that is taken plans again with another seed.
/// </param>
public readonly record struct PlanContext(DateTimeOffset Now, ulong Seed);
