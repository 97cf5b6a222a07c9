using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Names an object in the same namespace.</summary>
[Atomic]
public sealed partial record LocalObjectReference : ApiRecord
{
    /// <summary>Name of the object.</summary>
    [Field(1)]
    public string? Name { get; init; }
}
