using Krewe.Model.Schema;

namespace Krewe.Model.Meta;

/// <summary>Names an owner: an object in the same namespace, or of cluster scope.</summary>
[Atomic]
public sealed partial record OwnerReference : ApiRecord
{
    /// <summary>Kind of the owner.</summary>
    [Field(1, Required = true)]
    public string? Kind { get; init; }

    /// <summary>Name of the owner.</summary>
    [Field(3, Required = true)]
    public string? Name { get; init; }

    /// <summary>UID of the owner.</summary>
    [Field(4, Required = true)]
    public string? Uid { get; init; }

    /// <summary>API version of the owner.</summary>
    [Field(5, Required = true)]
    public string? ApiVersion { get; init; }

    /// <summary>True if this owner is the managing controller.</summary>
    [Field(6)]
    public bool? Controller { get; init; }

    /// <summary>True if the owner must stay, in foreground deletion, until this object is gone.</summary>
    [Field(7)]
    public bool? BlockOwnerDeletion { get; init; }
}
