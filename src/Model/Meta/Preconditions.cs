using Krewe.Model.Schema;

namespace Krewe.Model.Meta;

/// <summary>What must hold of an object before it is deleted.</summary>
public sealed partial record Preconditions : ApiRecord
{
    /// <summary>UID that the object must have.</summary>
    [Field(1)]
    public string? Uid { get; init; }

    /// <summary>Version that the object must have.</summary>
    [Field(2)]
    public string? ResourceVersion { get; init; }
}
