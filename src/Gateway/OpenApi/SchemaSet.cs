using System.Text.Json.Nodes;
using Krewe.Model.Apply;
using Krewe.Model.CustomResources;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Gateway.OpenApi;

/// <summary>
/// The schemas of a document: those that it was asked for and all that they refer to, made of the model's descriptions of its records.
/// </summary>
internal sealed class SchemaSet(Dialect dialect)
{
    private const string Time = "io.k8s.apimachinery.pkg.apis.meta.v1.Time";
    private const string MicroTime = "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime";
    private const string Quantity = "io.k8s.apimachinery.pkg.api.resource.Quantity";
    private const string IntOrString = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";

    private readonly SortedDictionary<string, JsonObject> _schemas = new(StringComparer.Ordinal);

    /// <summary>The schemas by name.</summary>
    public JsonObject ToJson() => new(_schemas.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value)));

    /// <summary>Adds a kind and, where there are lists of it, its list; gives the name of the kind's schema.</summary>
    public string Add(KindDefinition kind)
    {
        var name = kind is CustomKind custom ? AddCustom(custom) : Add(kind.Codec.Schema, kind.Gvk);
        if (kind.Kept)
            _schemas[name + "List"] = ListOf(kind, name);
        return name;
    }

    /// <summary>Adds a record; gives the name of its schema.</summary>
    public string Add<T>() where T : ApiRecord, IApiRecord<T> =>
        Add(T.Schema, T.Schema.Kind is { } kind ? GroupVersionKind.Parse(T.Schema.ApiVersion ?? "v1", kind) : null);

    /// <summary>A reference to a schema of the set.</summary>
    public JsonObject Reference(string name) => new() { ["$ref"] = dialect.Reference(name) };

    private string AddCustom(CustomKind kind)
    {
        var name = CustomSchemas.NameOf(kind);
        if (_schemas.ContainsKey(name))
            return name;
        var schema = CustomSchemas.Write(kind, dialect);
        var properties = schema["properties"]!.AsObject();
        AddTypeMeta(properties);
        var metadata = Reference(Add<ObjectMeta>());
        if (dialect == Dialect.V3)
            metadata = new JsonObject { ["allOf"] = new JsonArray(metadata) };
        metadata["description"] = "Name, labels, owners and what else all objects have.";
        properties["metadata"] = metadata;
        schema["x-kubernetes-group-version-kind"] = new JsonArray(Kind(kind.Gvk));
        _schemas.Add(name, schema);
        return name;
    }

    private string Add(RecordSchema record, GroupVersionKind? kind)
    {
        if (_schemas.ContainsKey(record.ApiName))
            return record.ApiName;
        var schema = new JsonObject { ["description"] = record.Description, ["type"] = "object" };
        // The place is taken before the fields are described, because structures may contain themselves.
        _schemas.Add(record.ApiName, schema);

        var properties = new JsonObject();
        if (kind is not null)
            AddTypeMeta(properties);
        foreach (var field in record.Fields)
            properties[field.Name] = Describe(field);
        if (properties.Count > 0)
            schema["properties"] = properties;
        if (record.Fields.Where(field => field.Required).Select(field => (JsonNode?)field.Name).ToArray() is { Length: > 0 } required)
            schema["required"] = new JsonArray(required);
        if (record.IsAtomic)
            schema["x-kubernetes-map-type"] = "atomic";
        if (kind is { } gvk)
            schema["x-kubernetes-group-version-kind"] = new JsonArray(Kind(gvk));
        return record.ApiName;
    }

    private JsonObject ListOf(KindDefinition kind, string item)
    {
        var properties = new JsonObject();
        AddTypeMeta(properties);
        properties["items"] = new JsonObject { ["description"] = "The objects.", ["type"] = "array", ["items"] = Reference(item) };
        properties["metadata"] = Described(Reference(Add<ListMeta>()), "Version of the list, and how to get the rest of it.");
        return new JsonObject
        {
            ["description"] = $"A list of {kind.Gvk.Kind} objects.",
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray("items"),
            ["x-kubernetes-group-version-kind"] = new JsonArray(Kind(kind.Gvk with { Kind = kind.ListKind })),
        };
    }

    /// <summary>Group, version and kind as extensions name them.</summary>
    public static JsonObject Kind(GroupVersionKind kind) => new() { ["group"] = kind.Group, ["kind"] = kind.Kind, ["version"] = kind.Version };

    private static void AddTypeMeta(JsonObject properties)
    {
        properties["apiVersion"] = new JsonObject { ["description"] = "Group and version of the schema that this object follows.", ["type"] = "string" };
        properties["kind"] = new JsonObject { ["description"] = "What this object is, in camel case.", ["type"] = "string" };
    }

    private JsonObject Describe(FieldSchema field)
    {
        var schema = Described(Describe(field.Type), field.Description);
        // Explain prints what a field says and then what its type says. Lists of fields print the former only, so the type is silent where both say the same.
        if (StructureOf(field.Type) is { } structure && structure.Description == field.Description)
            _schemas[structure.ApiName].Remove("description");
        var strategy = string.Join(',', new[] { field.MergeKey is null ? null : "merge", field.RetainKeys ? "retainKeys" : null }.OfType<string>());
        if (strategy.Length > 0)
            schema["x-kubernetes-patch-strategy"] = strategy;
        if (!string.IsNullOrEmpty(field.MergeKey))
            schema["x-kubernetes-patch-merge-key"] = field.MergeKey;
        AddOwnership(schema, field);
        return schema;
    }

    /// <summary>How server-side apply divides the value among its owners, where that is not plain from its type.</summary>
    private static void AddOwnership(JsonObject schema, FieldSchema field)
    {
        if (field.Type.Kind != FieldKind.List)
        {
            if (field.IsAtomic)
                schema["x-kubernetes-map-type"] = "atomic";
            return;
        }
        var type = RecordMergeTypes.Of(field);
        schema["x-kubernetes-list-type"] = type.Shape switch { MergeShape.Keyed => "map", MergeShape.Set => "set", _ => "atomic" };
        if (type.Shape == MergeShape.Keyed)
            schema["x-kubernetes-list-map-keys"] = new JsonArray([.. type.Keys.Select(key => (JsonNode?)key.Name)]);
    }

    /// <summary>What refers to another schema may say nothing else in version 3, so the reference is wrapped there.</summary>
    private JsonObject Described(JsonObject schema, string description)
    {
        if (schema.ContainsKey("$ref") && dialect == Dialect.V3)
            schema = new JsonObject { ["allOf"] = new JsonArray(schema) };
        schema["description"] = description;
        return schema;
    }

    private JsonObject Describe(FieldType type) => type.Kind switch
    {
        FieldKind.Boolean => Simple("boolean"),
        FieldKind.Int32 => Simple("integer", "int32"),
        FieldKind.Int64 => Simple("integer", "int64"),
        FieldKind.Double => Simple("number", "double"),
        FieldKind.Bytes => Simple("string", "byte"),
        FieldKind.Time => Shared(Time, "A time in whole seconds (RFC 3339).", Simple("string", "date-time")),
        FieldKind.MicroTime => Shared(MicroTime, "A time in microseconds (RFC 3339).", Simple("string", "date-time")),
        FieldKind.Quantity => Shared(Quantity, "A number with a suffix for its unit: 500m, 1Gi.", Simple("string")),
        FieldKind.IntOrString => Shared(IntOrString, "An integer or a text.", Simple("string", "int-or-string")),
        // Any JSON has no type.
        FieldKind.Raw => [],
        FieldKind.Record when type.MayBeBoolean => [],
        FieldKind.Record => Reference(Add(type.Record!, null)),
        FieldKind.List => new JsonObject { ["type"] = "array", ["items"] = Describe(type.Item!) },
        FieldKind.Map => new JsonObject { ["type"] = "object", ["additionalProperties"] = Describe(type.Item!) },
        _ => Simple("string"),
    };

    /// <summary>The record that a field is or holds many of, if it is no kind of its own.</summary>
    private static RecordSchema? StructureOf(FieldType type) => type switch
    {
        { Kind: FieldKind.Record, MayBeBoolean: false, Record: { Kind: null } record } => record,
        { Item: { } item } => StructureOf(item),
        _ => null,
    };

    private JsonObject Shared(string name, string description, JsonObject schema)
    {
        schema["description"] = description;
        _schemas.TryAdd(name, schema);
        return Reference(name);
    }

    private static JsonObject Simple(string type, string? format = null) =>
        format is null ? new JsonObject { ["type"] = type } : new JsonObject { ["type"] = type, ["format"] = format };
}
