using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Names an object of any kind in the same namespace.</summary>
[Atomic]
public sealed partial record TypedLocalObjectReference : ApiRecord
{
    /// <summary>API group of the kind; the core group when absent.</summary>
    [Field(1)]
    public string? ApiGroup { get; init; }

    /// <summary>Kind of the object.</summary>
    [Field(2, Required = true)]
    public string? Kind { get; init; }

    /// <summary>Name of the object.</summary>
    [Field(3, Required = true)]
    public string? Name { get; init; }
}

/// <summary>Names an object of any kind.</summary>
public sealed partial record TypedObjectReference : ApiRecord
{
    /// <summary>API group of the kind; the core group when absent.</summary>
    [Field(1)]
    public string? ApiGroup { get; init; }

    /// <summary>Kind of the object.</summary>
    [Field(2, Required = true)]
    public string? Kind { get; init; }

    /// <summary>Name of the object.</summary>
    [Field(3, Required = true)]
    public string? Name { get; init; }

    /// <summary>Namespace of the object; the referrer's when absent.</summary>
    [Field(4)]
    public string? Namespace { get; init; }
}
