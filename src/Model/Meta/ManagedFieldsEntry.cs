using Krewe.Model.Apply;
using Krewe.Model.Schema;

namespace Krewe.Model.Meta;

/// <summary>The fields that one manager has set by one operation.</summary>
public sealed partial record ManagedFieldsEntry : ApiRecord
{
    /// <summary>Name of the manager.</summary>
    [Field(1)]
    public string? Manager { get; init; }

    /// <summary>Apply or Update.</summary>
    [Field(2)]
    public string? Operation { get; init; }

    /// <summary>API version that the fields are named in.</summary>
    [Field(3)]
    public string? ApiVersion { get; init; }

    /// <summary>When the entry was changed last.</summary>
    [Field(4)]
    public DateTimeOffset? Time { get; init; }

    /// <summary>Format of the set of fields: FieldsV1.</summary>
    [Field(6)]
    public string? FieldsType { get; init; }

    /// <summary>The set of fields.</summary>
    [Field(7)]
    public FieldsText? FieldsV1 { get; init; }

    /// <summary>Subresource that was written, or empty.</summary>
    [Field(8)]
    public string? Subresource { get; init; }
}
