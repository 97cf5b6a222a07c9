using Krewe.Model.Schema;

namespace Krewe.Model.Meta;

/// <summary>What must hold of an object for an operation to be carried out.</summary>
public sealed partial record Preconditions : ApiRecord
{
    /// <summary>The UID that it must have.</summary>
    [Field(1)]
    public string? Uid { get; init; }

    /// <summary>The resourceVersion that it must have.</summary>
    [Field(2)]
    public string? ResourceVersion { get; init; }
}
