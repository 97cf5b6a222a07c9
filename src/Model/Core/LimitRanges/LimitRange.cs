using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Limits what single objects of a namespace may use, and says what they use that do not say it themselves.</summary>
public sealed partial record LimitRange : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => LimitRangeKind.Instance;

    /// <summary>The limits.</summary>
    [Field(2)]
    public LimitRangeSpec Spec { get; init; } = new();
}

/// <summary>Limits of single objects.</summary>
public sealed partial record LimitRangeSpec : ApiRecord
{
    /// <summary>The limits, one entry for each type of object.</summary>
    [Field(1, Required = true)]
    public IReadOnlyList<LimitRangeItem> Limits { get; init; } = [];
}

/// <summary>Limits of one type of object.</summary>
public sealed partial record LimitRangeItem : ApiRecord
{
    /// <summary>Container, Pod or PersistentVolumeClaim.</summary>
    [Field(1, Required = true)]
    public LimitType? Type { get; init; }

    /// <summary>Most of each resource.</summary>
    [Field(2)]
    public IReadOnlyDictionary<string, Quantity> Max { get; init; } = StringMap.EmptyOf<Quantity>();

    /// <summary>Least of each resource.</summary>
    [Field(3)]
    public IReadOnlyDictionary<string, Quantity> Min { get; init; } = StringMap.EmptyOf<Quantity>();

    /// <summary>Limits of containers that have none of their own.</summary>
    [Field(4)]
    public IReadOnlyDictionary<string, Quantity> Default { get; init; } = StringMap.EmptyOf<Quantity>();

    /// <summary>Requests of containers that have none of their own.</summary>
    [Field(5)]
    public IReadOnlyDictionary<string, Quantity> DefaultRequest { get; init; } = StringMap.EmptyOf<Quantity>();

    /// <summary>How many times the request a limit may be.</summary>
    [Field(6)]
    public IReadOnlyDictionary<string, Quantity> MaxLimitRequestRatio { get; init; } = StringMap.EmptyOf<Quantity>();
}
