using Krewe.Model.Quantities;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Resources that are asked for and the most that may be used.</summary>
public sealed partial record ResourceRequirements : ApiRecord
{
    /// <summary>Most of each resource that may be used.</summary>
    [Field(1)]
    public IReadOnlyDictionary<string, Quantity> Limits { get; init; } = StringMap.EmptyOf<Quantity>();

    /// <summary>Least of each resource that must be there; the limit when absent.</summary>
    [Field(2)]
    public IReadOnlyDictionary<string, Quantity> Requests { get; init; } = StringMap.EmptyOf<Quantity>();

    /// <summary>Claims of spec.resourceClaims that are used.</summary>
    [Field(3, ListKeys = "name")]
    public IReadOnlyList<ResourceClaim> Claims { get; init; } = [];
}

/// <summary>Names a claim of the pod.</summary>
public sealed partial record ResourceClaim : ApiRecord
{
    /// <summary>Name of the entry in spec.resourceClaims.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>Name of one request in the claim; all of it when absent.</summary>
    [Field(2)]
    public string? Request { get; init; }
}
