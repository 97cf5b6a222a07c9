using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Scheduling;

/// <summary>A name for a priority, by which pods ask for it.</summary>
public sealed partial record PriorityClass : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => PriorityClassKind.Instance;

    /// <summary>The priority: pods of a higher one are scheduled first, and may displace those of a lower one. Cannot be changed.</summary>
    [Field(2, Required = true)]
    public int Value { get; init; }

    /// <summary>True to give it to pods that name no class. One class at most may have it.</summary>
    [Field(3, OmitZero = true)]
    public bool? GlobalDefault { get; init; }

    /// <summary>When to use it, for people.</summary>
    [Field(4)]
    public string? Description { get; init; }

    /// <summary>Whether its pods displace others: PreemptLowerPriority (the default) or Never. Cannot be changed.</summary>
    [Field(5)]
    public PreemptionPolicy? PreemptionPolicy { get; init; }
}
