using Krewe.Model.Validation;

namespace Krewe.Model.Apiextensions;

/// <summary>
/// Schemas under allOf, anyOf, oneOf and not may narrow values down, and must leave it to the schema outside to say what fields there are.
/// </summary>
internal static class NestedSchemaRules
{
    public static void Validate(JSONSchemaProps schema, FieldPath path, FieldErrors errors)
    {
        foreach (var (nested, at) in Nested(schema, path))
        {
            if (!IsIntOrString(schema, at.Name))
                ValidateNested(nested, schema, at.Path, path, errors);
        }
    }

    private static void ValidateNested(JSONSchemaProps nested, JSONSchemaProps outer, FieldPath path, FieldPath outerPath, FieldErrors errors)
    {
        Empty("type", nested.Type is { Length: > 0 });
        Empty("title", nested.Title is { Length: > 0 });
        Empty("description", nested.Description is { Length: > 0 });
        if (nested.Default is not null)
            errors.Forbidden(path.Child("default"), "must be undefined to be structural");
        if (nested.AdditionalProperties is not null)
            errors.Forbidden(path.Child("additionalProperties"), "must be undefined to be structural");
        False("nullable", nested.Nullable);
        False("x-kubernetes-preserve-unknown-fields", nested.XPreserveUnknownFields);
        False("x-kubernetes-embedded-resource", nested.XEmbeddedResource);
        False("x-kubernetes-int-or-string", nested.XIntOrString);
        if (nested.XValidations.Count > 0)
            errors.Forbidden(path.Child("x-kubernetes-validations"), "must be empty to be structural");
        if (nested.Properties.ContainsKey("metadata"))
            errors.Forbidden(path.Child("properties").Key("metadata"), "must not be specified in a nested context");

        if (nested.Items is { } items)
        {
            if (outer.Items is { } known)
                ValidateNested(items, known, path.Child("items"), outerPath.Child("items"), errors);
            else if (outer.XPreserveUnknownFields != true)
                errors.Required(outerPath.Child("items"), $"because it is defined in {path.Child("items")}");
        }
        foreach (var (name, field) in nested.Properties.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var at = path.Child("properties").Key(name);
            if (outer.Properties.TryGetValue(name, out var known))
                ValidateNested(field, known, at, outerPath.Child("properties").Key(name), errors);
            else if (outer.XPreserveUnknownFields != true && outer.AdditionalProperties is null)
                errors.Required(outerPath.Child("properties").Key(name), $"because it is defined in {at}");
        }
        foreach (var (inner, at) in Nested(nested, path))
            ValidateNested(inner, outer, at.Path, outerPath, errors);

        void Empty(string field, bool given)
        {
            if (given)
                errors.Forbidden(path.Child(field), "must be empty to be structural");
        }

        void False(string field, bool? value)
        {
            if (value == true)
                errors.Forbidden(path.Child(field), "must be false to be structural");
        }
    }

    /// <summary>Types are allowed where they only say again that the value is an integer or a text.</summary>
    private static bool IsIntOrString(JSONSchemaProps schema, string name) => schema.XIntOrString == true && name switch
    {
        "anyOf" => IsPair(schema.AnyOf),
        "allOf" => schema.AllOf is [{ AnyOf: var pair }, ..] && IsPair(pair),
        _ => false,
    };

    private static bool IsPair(IReadOnlyList<JSONSchemaProps> schemas) => schemas is [{ Type: "integer" }, { Type: "string" }];

    private static IEnumerable<(JSONSchemaProps Schema, (string Name, FieldPath Path) At)> Nested(JSONSchemaProps schema, FieldPath path)
    {
        (string, IReadOnlyList<JSONSchemaProps>)[] alternatives = [("allOf", schema.AllOf), ("anyOf", schema.AnyOf), ("oneOf", schema.OneOf)];
        foreach (var (name, schemas) in alternatives)
        {
            for (var i = 0; i < schemas.Count; i++)
                yield return (schemas[i], (name, path.Child(name).Index(i)));
        }
        if (schema.Not is { } not)
            yield return (not, ("not", path.Child("not")));
    }
}
