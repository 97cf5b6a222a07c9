using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Names an object, or a part of one.</summary>
[Atomic]
public sealed partial record ObjectReference : ApiRecord
{
    /// <summary>Kind of the object.</summary>
    [Field(1)]
    public string? Kind { get; init; }

    /// <summary>Namespace of the object.</summary>
    [Field(2)]
    public string? Namespace { get; init; }

    /// <summary>Name of the object.</summary>
    [Field(3)]
    public string? Name { get; init; }

    /// <summary>UID of the object.</summary>
    [Field(4)]
    public string? Uid { get; init; }

    /// <summary>API version of the object.</summary>
    [Field(5)]
    public string? ApiVersion { get; init; }

    /// <summary>Version of the object.</summary>
    [Field(6)]
    public string? ResourceVersion { get; init; }

    /// <summary>Path of a part of the object, such as spec.containers{name}.</summary>
    [Field(7)]
    public string? FieldPath { get; init; }
}
