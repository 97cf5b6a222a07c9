using System.Globalization;
using System.Text.Json.Nodes;
using Krewe.Model.Validation;

namespace Krewe.Model.CustomResources.Schemas;

/// <summary>Schemas that are made of others: allOf, anyOf, oneOf, not.</summary>
internal static class SchemaAlternatives
{
    public static void Check(JsonNode value, SchemaNode schema, string path, FieldErrors errors)
    {
        if (schema.AnyOf.Count > 0)
            CheckAny(value, schema.AnyOf, path, errors);
        if (schema.OneOf.Count > 0)
            CheckOne(value, schema.OneOf, path, errors);
        if (schema.AllOf.Count > 0)
            CheckAll(value, schema.AllOf, path, errors);
        if (schema.Not is { } not && ErrorsOf(value, not, path).None)
            errors.Add(SchemaErrors.Composite(path, "must not validate the schema (not)"));
    }

    private static void CheckAny(JsonNode value, IReadOnlyList<SchemaNode> schemas, string path, FieldErrors errors)
    {
        FieldErrors? best = null;
        foreach (var schema in schemas)
        {
            var found = ErrorsOf(value, schema, path);
            if (found.None)
                return;
            if (best is null || found.Items.Count < best.Items.Count)
                best = found;
        }
        errors.Add(SchemaErrors.Composite(path, "must validate at least one schema (anyOf)"));
        Append(best, errors);
    }

    private static void CheckOne(JsonNode value, IReadOnlyList<SchemaNode> schemas, string path, FieldErrors errors)
    {
        FieldErrors? best = null;
        var valid = 0;
        foreach (var schema in schemas)
        {
            var found = ErrorsOf(value, schema, path);
            if (found.None)
                valid++;
            else if (best is null || found.Items.Count < best.Items.Count)
                best = found;
        }
        if (valid == 1)
            return;
        var how = valid == 0 ? "Found none valid" : string.Create(CultureInfo.InvariantCulture, $"Found {valid} valid alternatives");
        errors.Add(SchemaErrors.Composite(path, $"must validate one and only one schema (oneOf). {how}"));
        if (valid == 0)
            Append(best, errors);
    }

    private static void CheckAll(JsonNode value, IReadOnlyList<SchemaNode> schemas, string path, FieldErrors errors)
    {
        var valid = 0;
        var all = new FieldErrors();
        foreach (var schema in schemas)
        {
            var found = ErrorsOf(value, schema, path);
            valid += found.None ? 1 : 0;
            Append(found, all);
        }
        if (all.None)
            return;
        errors.Add(SchemaErrors.Composite(path, $"must validate all the schemas (allOf){(valid == 0 ? ". None validated" : "")}"));
        Append(all, errors);
    }

    private static FieldErrors ErrorsOf(JsonNode value, SchemaNode schema, string path)
    {
        var errors = new FieldErrors();
        SchemaValidator.Validate(value, schema, path, errors);
        return errors;
    }

    private static void Append(FieldErrors? found, FieldErrors errors)
    {
        foreach (var error in found?.Items ?? [])
            errors.Add(error);
    }
}
