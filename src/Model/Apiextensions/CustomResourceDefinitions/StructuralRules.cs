using Krewe.Model.CustomResources.Schemas;
using Krewe.Model.Json;
using Krewe.Model.Validation;

namespace Krewe.Model.Apiextensions;

/// <summary>
/// Schemas must be structural: every field has one type, said in one place, so that what is unknown can be told from what is known
/// (KEP 20190425). What Kubernetes forbids in schemas altogether is refused too.
/// </summary>
internal static class StructuralRules
{
    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];

    private enum Level
    {
        Root,
        Field,
        Item,
    }

    /// <summary>Appends every error of the schema of a whole object.</summary>
    public static void Validate(JSONSchemaProps schema, FieldPath path, FieldErrors errors)
    {
        if (schema.Nullable == true)
            errors.Forbidden(path.Child("nullable"), "nullable cannot be true at the root");
        Validate(schema, Level.Root, path, errors);
        ExpressionRules.Validate(SchemaNode.OfObject(schema), path, errors);
    }

    private static void Validate(JSONSchemaProps schema, Level level, FieldPath path, FieldErrors errors)
    {
        SchemaFeatureRules.Validate(schema, path, errors);
        ValidateType(schema, level, path, errors);
        ValidateEmbedding(schema, level, path, errors);
        if (schema.Items is { } items)
            Validate(items, Level.Item, path.Child("items"), errors);
        foreach (var (name, field) in schema.Properties.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            Validate(field, Level.Field, path.Child("properties").Key(name), errors);
        if (schema.AdditionalProperties?.Schema is { } values)
            Validate(values, Level.Field, path.Child("additionalProperties"), errors);
        NestedSchemaRules.Validate(schema, path, errors);
        ValidateDefault(schema, path, errors);
    }

    private static void ValidateType(JSONSchemaProps schema, Level level, FieldPath path, FieldErrors errors)
    {
        var type = schema.Type ?? "";
        if (type == "null")
            errors.Forbidden(path.Child("type"), "type cannot be set to null, use nullable as an alternative");
        else if (type.Length > 0 && !Types.Contains(type))
            errors.NotSupported(path.Child("type"), type, Types);
        if (schema.XEmbeddedResource == true && type != "object")
        {
            if (type.Length == 0)
                errors.Required(path.Child("type"), "must be object if x-kubernetes-embedded-resource is true");
            else
                errors.Invalid(path.Child("type"), type, "must be object if x-kubernetes-embedded-resource is true");
        }
        else if (type.Length == 0 && schema.XIntOrString != true && schema.XPreserveUnknownFields != true)
        {
            errors.Required(path.Child("type"), level switch
            {
                Level.Root => "must not be empty at the root",
                Level.Item => "must not be empty for specified array items",
                _ => "must not be empty for specified object fields",
            });
        }
        if (type == "array" && schema.Items is null)
            errors.Required(path.Child("items"), "must be specified");
        if (level == Level.Root && type.Length > 0 && type != "object")
            errors.Invalid(path.Child("type"), type, "must be object at the root");
        if (schema.XIntOrString == true && type.Length > 0)
            errors.Invalid(path.Child("type"), type, "must be empty if x-kubernetes-int-or-string is true");
        if (schema.XIntOrString == true && schema.XPreserveUnknownFields == true)
            errors.Invalid(path.Child("x-kubernetes-preserve-unknown-fields"), true, "must be false if x-kubernetes-int-or-string is true");
        if (schema.XIntOrString == true && schema.XEmbeddedResource == true)
            errors.Invalid(path.Child("x-kubernetes-embedded-resource"), true, "must be false if x-kubernetes-int-or-string is true");
    }

    private static void ValidateEmbedding(JSONSchemaProps schema, Level level, FieldPath path, FieldErrors errors)
    {
        if (schema.XEmbeddedResource == true && schema.AdditionalProperties is not null)
            errors.Forbidden(path.Child("additionalProperties"), "must not be used if x-kubernetes-embedded-resource is set");
        if (schema.XEmbeddedResource == true && schema.Properties.Count == 0 && schema.XPreserveUnknownFields != true)
            errors.Required(path.Child("properties"), "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields");
        if (level != Level.Root && schema.XEmbeddedResource != true)
            return;
        foreach (var name in (string[])["apiVersion", "kind"])
        {
            if (schema.Properties.TryGetValue(name, out var text) && text.Type != "string")
                errors.Invalid(path.Child("properties").Key(name).Child("type"), text.Type ?? "", "must be string");
        }
        if (!schema.Properties.TryGetValue("metadata", out var metadata))
            return;
        var at = path.Child("properties").Key("metadata");
        if (metadata.Type != "object")
            errors.Invalid(at.Child("type"), metadata.Type ?? "", "must be object");
        if (level == Level.Root && metadata.Properties.Keys.Any(name => name is not ("name" or "generateName")))
            errors.Forbidden(at, "must not specify anything other than name and generateName, but metadata is implicitly specified");
    }

    private static void ValidateDefault(JSONSchemaProps schema, FieldPath path, FieldErrors errors)
    {
        if (schema.Default is not { } given)
            return;
        var node = SchemaNode.Compile(schema);
        var value = JsonTree.Of(given);
        var pruner = new Pruner();
        pruner.PruneValue(value, node);
        if (pruner.Removed.Count > 0)
            errors.Invalid(path.Child("default"), given, $"must not have unknown fields: {string.Join(", ", pruner.Removed)}");
        var found = new FieldErrors();
        SchemaValidator.Validate(value, node, path.Child("default").ToString(), found);
        errors.AddAll(found);
    }
}
