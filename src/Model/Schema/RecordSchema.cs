using System.Collections.Frozen;

namespace Krewe.Model.Schema;

/// <summary>Describes an <see cref="ApiRecord"/>: what patches, OpenAPI and explain need to know of it.</summary>
public sealed class RecordSchema
{
    private readonly FrozenDictionary<string, FieldSchema> _byName;

    internal RecordSchema(string apiName, string description, string? apiVersion, string? kind, IReadOnlyList<FieldSchema> fields)
    {
        ApiName = apiName;
        Description = description;
        ApiVersion = apiVersion;
        Kind = kind;
        Fields = fields;
        _byName = fields.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);
    }

    /// <summary>Name in OpenAPI documents: <c>io.k8s.api.core.v1.PodSpec</c>.</summary>
    public string ApiName { get; }

    /// <summary>Name of the structure alone: <c>PodSpec</c>.</summary>
    public string Name => ApiName[(ApiName.LastIndexOf('.') + 1)..];

    /// <summary>What it is, in a sentence or two.</summary>
    public string Description { get; }

    /// <summary>Group and version of a record that is a kind of its own and no persisted object; otherwise null.</summary>
    public string? ApiVersion { get; }

    /// <summary>Kind of such a record; otherwise null.</summary>
    public string? Kind { get; }

    /// <summary>True if server-side apply treats the record as one value.</summary>
    public bool IsAtomic { get; internal init; }

    /// <summary>The fields in the order of their numbers, which is the order in which they are written.</summary>
    public IReadOnlyList<FieldSchema> Fields { get; }

    /// <summary>The field of a JSON name, or null.</summary>
    public FieldSchema? Find(string name) => _byName.GetValueOrDefault(name);

    /// <inheritdoc/>
    public override string ToString() => ApiName;
}
