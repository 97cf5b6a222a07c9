using Krewe.Model.CustomResources.Schemas;
using Krewe.Model.Validation;

namespace Krewe.Model.Apiextensions;

/// <summary>What one schema may say by itself: features that are forbidden, patterns, types of lists and maps.</summary>
internal static class SchemaFeatureRules
{
    public static void Validate(JSONSchemaProps schema, FieldPath path, FieldErrors errors)
    {
        Forbid("id", schema.Id is { Length: > 0 });
        Forbid("$ref", schema.Reference is { Length: > 0 });
        Forbid("definitions", schema.Definitions.Count > 0);
        Forbid("dependencies", schema.Dependencies.Count > 0);
        Forbid("patternProperties", schema.PatternProperties.Count > 0);
        Forbid("additionalItems", schema.AdditionalItems is not null);
        if (schema.UniqueItems == true)
            errors.Forbidden(path.Child("uniqueItems"), "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
        if (schema.AdditionalProperties is { Allows: false })
            errors.Forbidden(path.Child("additionalProperties"), "additionalProperties cannot be set to false");
        else if (schema.AdditionalProperties is not null && schema.Properties.Count > 0)
            errors.Forbidden(path.Child("additionalProperties"), "additionalProperties and properties are mutual exclusive");
        SchemaNode.PatternOf(schema.Pattern, out var problem);
        if (problem is not null)
            errors.Invalid(path.Child("pattern"), schema.Pattern, $"must be a valid regular expression, but isn't: {problem}");
        if (schema.MultipleOf is <= 0)
            errors.Invalid(path.Child("multipleOf"), schema.MultipleOf, "must be greater than 0");
        ValidateListType(schema, path, errors);
        ValidateMapType(schema, path, errors);

        void Forbid(string field, bool given)
        {
            if (given)
                errors.Forbidden(path.Child(field), $"{field} is not supported");
        }
    }

    private static void ValidateMapType(JSONSchemaProps schema, FieldPath path, FieldErrors errors)
    {
        if (schema.XMapType is not { } type)
            return;
        if (type is not ("atomic" or "granular"))
            errors.NotSupported(path.Child("x-kubernetes-map-type"), type, ["atomic", "granular"]);
        if (string.IsNullOrEmpty(schema.Type))
            errors.Required(path.Child("type"), "must be object if x-kubernetes-map-type is specified");
        else if (schema.Type != "object")
            errors.Invalid(path.Child("type"), schema.Type, "must be object if x-kubernetes-map-type is specified");
    }

    private static void ValidateListType(JSONSchemaProps schema, FieldPath path, FieldErrors errors)
    {
        if (schema.XListMapKeys.Count > 0 && schema.XListType != "map")
        {
            if (schema.XListType is null)
                errors.Required(path.Child("x-kubernetes-list-type"), "must be map if x-kubernetes-list-map-keys is non-empty");
            else
                errors.Invalid(path.Child("x-kubernetes-list-type"), schema.XListType, "must be map if x-kubernetes-list-map-keys is non-empty");
        }
        if (schema.XListType is not { } type)
            return;
        if (string.IsNullOrEmpty(schema.Type))
            errors.Required(path.Child("type"), "must be array if x-kubernetes-list-type is specified");
        else if (schema.Type != "array")
            errors.Invalid(path.Child("type"), schema.Type, "must be array if x-kubernetes-list-type is specified");
        if (type is not ("atomic" or "map" or "set"))
            errors.NotSupported(path.Child("x-kubernetes-list-type"), type, ["atomic", "map", "set"]);
        if (type == "map")
            ValidateKeys(schema, path, errors);
    }

    private static void ValidateKeys(JSONSchemaProps schema, FieldPath path, FieldErrors errors)
    {
        if (schema.XListMapKeys.Count == 0)
            errors.Required(path.Child("x-kubernetes-list-map-keys"), "must not be empty if x-kubernetes-list-type is map");
        if (schema.Items is not { } items)
        {
            errors.Required(path.Child("items"), "must have a schema if x-kubernetes-list-type is map");
            return;
        }
        if (items.Type != "object")
            errors.Invalid(path.Child("items").Child("type"), items.Type ?? "", "must be object if parent array's x-kubernetes-list-type is map");
        foreach (var key in schema.XListMapKeys)
        {
            if (!items.Properties.TryGetValue(key, out var field))
                errors.Invalid(path.Child("x-kubernetes-list-map-keys"), schema.XListMapKeys, "entries must all be names of item properties");
            else if (!items.Required.Contains(key) && field.Default is null)
                errors.Required(path.Child("items").Child("properties").Key(key).Child("default"), "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property");
        }
    }
}
