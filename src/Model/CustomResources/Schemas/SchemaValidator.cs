using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Krewe.Model.Json;
using Krewe.Model.Validation;

namespace Krewe.Model.CustomResources.Schemas;

/// <summary>Holds a value against a schema. Every error is found, and worded as Kubernetes words it.</summary>
internal static class SchemaValidator
{
    /// <summary>Appends every error of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="path">Where the value stands: <c>spec.replicas</c>, empty for a whole object.</param>
    /// <param name="errors">Where to append.</param>
    public static void Validate(JsonNode? value, SchemaNode schema, string path, FieldErrors errors)
    {
        if (!TypeMatches(value, schema, path, errors))
            return;
        if (value is null)
            return;
        CheckEnum(value, schema, path, errors);
        switch (value)
        {
            case JsonObject fields:
                CheckObject(fields, schema, path, errors);
                break;
            case JsonArray items:
                CheckArray(items, schema, path, errors);
                break;
            case JsonValue text when text.GetValueKind() == JsonValueKind.String:
                CheckText(text.GetValue<string>(), schema, path, errors);
                break;
            case JsonValue number when number.GetValueKind() == JsonValueKind.Number:
                CheckNumber(number, schema, path, errors);
                break;
        }
        SchemaAlternatives.Check(value, schema, path, errors);
    }

    private static bool TypeMatches(JsonNode? value, SchemaNode schema, string path, FieldErrors errors)
    {
        var found = JsonTypes.Of(value);
        if (schema.Types.Count == 0 || value is null && schema.IsNullable || schema.Types.Any(type => JsonTypes.Fits(value, found, type)))
            return true;
        var wanted = string.Join(',', schema.Types);
        errors.Add(SchemaErrors.Type(path, found, $"must be of type {wanted}: {BadValue.Quote(found)}"));
        return false;
    }

    private static void CheckEnum(JsonNode value, SchemaNode schema, string path, FieldErrors errors)
    {
        var allowed = schema.Source.Enum;
        if (allowed.Count == 0 || allowed.Any(candidate => JsonElement.DeepEquals(candidate, JsonTree.ToElement(value))))
            return;
        var texts = allowed.Select(candidate => candidate.ValueKind == JsonValueKind.String ? candidate.GetString()! : candidate.GetRawText());
        errors.Add(new FieldError(FieldErrorReason.FieldValueNotSupported, SchemaErrors.Field(path),
            $"Unsupported value: {SchemaErrors.Shown(value)}: supported values: {string.Join(", ", texts.Select(BadValue.Quote))}"));
    }

    private static void CheckObject(JsonObject fields, SchemaNode schema, string path, FieldErrors errors)
    {
        var source = schema.Source;
        if (source.MinProperties is { } least && fields.Count < least)
            errors.Add(SchemaErrors.Body(path, fields, string.Create(CultureInfo.InvariantCulture, $"should have at least {least} properties")));
        if (source.MaxProperties is { } most && fields.Count > most)
            errors.Add(SchemaErrors.Body(path, fields, string.Create(CultureInfo.InvariantCulture, $"should have at most {most} properties")));
        foreach (var name in source.Required)
        {
            if (!fields.ContainsKey(name))
                errors.Add(new FieldError(FieldErrorReason.FieldValueRequired, Child(path, name), "Required value"));
        }
        foreach (var (name, value) in fields)
        {
            if (schema.Field(name) is { } field)
                Validate(value, field, Child(path, name), errors);
        }
        if (schema.IsEmbedded)
            CheckEmbedded(fields, path, errors);
    }

    private static void CheckEmbedded(JsonObject fields, string path, FieldErrors errors)
    {
        foreach (var name in (ReadOnlySpan<string>)["apiVersion", "kind"])
        {
            if (!fields.TryGetPropertyValue(name, out var value))
                errors.Add(new FieldError(FieldErrorReason.FieldValueRequired, Child(path, name), "Required value: must not be empty"));
            else if (JsonTypes.Of(value) != "string")
                errors.Add(SchemaErrors.Type(Child(path, name), JsonTypes.Of(value), $"must be of type string: {BadValue.Quote(JsonTypes.Of(value))}"));
            else if (value!.GetValue<string>().Length == 0)
                errors.Add(new FieldError(FieldErrorReason.FieldValueRequired, Child(path, name), "Required value: must not be empty"));
        }
    }

    private static void CheckArray(JsonArray items, SchemaNode schema, string path, FieldErrors errors)
    {
        var source = schema.Source;
        if (source.MinItems is { } least && items.Count < least)
            errors.Add(SchemaErrors.Body(path, JsonValue.Create(items.Count), string.Create(CultureInfo.InvariantCulture, $"should have at least {least} items")));
        if (source.MaxItems is { } most && items.Count > most)
        {
            errors.Add(new FieldError(FieldErrorReason.FieldValueTooMany, SchemaErrors.Field(path),
                string.Create(CultureInfo.InvariantCulture, $"Too many: {items.Count}: must have at most {most} {(most == 1 ? "item" : "items")}")));
        }
        if (source.UniqueItems == true && items.Select((item, i) => items.Take(i).Any(other => JsonNode.DeepEquals(item, other))).Contains(true))
            errors.Add(SchemaErrors.Body(path, items, "shouldn't contain duplicates"));
        for (var i = 0; i < items.Count && schema.Items is not null; i++)
            Validate(items[i], schema.Items, Item(path, i), errors);
        ListTypes.Check(items, schema, path, errors);
    }

    private static void CheckText(string text, SchemaNode schema, string path, FieldErrors errors)
    {
        var source = schema.Source;
        var length = text.EnumerateRunes().Count();
        if (source.MaxLength is { } most && length > most)
        {
            errors.Add(new FieldError(FieldErrorReason.FieldValueTooLong, SchemaErrors.Field(path),
                string.Create(CultureInfo.InvariantCulture, $"Too long: may not be more than {most} bytes")));
        }
        if (source.MinLength is { } least && length < least)
            errors.Add(SchemaErrors.Body(path, JsonValue.Create(text), string.Create(CultureInfo.InvariantCulture, $"should be at least {least} chars long")));
        if (schema.Pattern is { } pattern && !pattern.IsMatch(text))
            errors.Add(SchemaErrors.Body(path, JsonValue.Create(text), $"should match '{source.Pattern}'"));
        if (source.Format is { } format && !TextFormats.Matches(format, text))
            errors.Add(SchemaErrors.Type(path, text, $"must be of type {format}: {BadValue.Quote(text)}"));
    }

    private static void CheckNumber(JsonValue value, SchemaNode schema, string path, FieldErrors errors)
    {
        var source = schema.Source;
        var number = JsonTypes.Number(value);
        if (source.Maximum is { } most && (source.ExclusiveMaximum == true ? number >= most : number > most))
            errors.Add(SchemaErrors.Body(path, value, $"should be less than {(source.ExclusiveMaximum == true ? "" : "or equal to ")}{SchemaNode.Text(most)}"));
        if (source.Minimum is { } least && (source.ExclusiveMinimum == true ? number <= least : number < least))
            errors.Add(SchemaErrors.Body(path, value, $"should be greater than {(source.ExclusiveMinimum == true ? "" : "or equal to ")}{SchemaNode.Text(least)}"));
        if (source.MultipleOf is > 0 and var factor && Math.Abs(number / factor - Math.Round(number / factor)) > 1e-9)
            errors.Add(SchemaErrors.Body(path, value, $"should be a multiple of {SchemaNode.Text(factor)}"));
        if (source.Format is "int32" && JsonTypes.IsInteger(value) && number is < int.MinValue or > int.MaxValue)
            errors.Add(SchemaErrors.Body(path, value, "must be of type int32"));
    }

    internal static string Child(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    internal static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
}
