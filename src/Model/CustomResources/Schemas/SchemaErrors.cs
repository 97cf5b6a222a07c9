using System.Text.Json.Nodes;
using Krewe.Model.Json;
using Krewe.Model.Validation;

namespace Krewe.Model.CustomResources.Schemas;

/// <summary>Errors of values that do not match their schema, as the library words them that Kubernetes uses.</summary>
internal static class SchemaErrors
{
    /// <summary><c>spec.x: Invalid value: "a": spec.x in body must be …</c>, about the type or form of a value.</summary>
    public static FieldError Type(string path, string value, string detail) =>
        new(FieldErrorReason.FieldValueTypeInvalid, Field(path), $"Invalid value: {BadValue.Quote(value)}: {path} in body {detail}");

    /// <summary><c>spec.x: Invalid value: 5: spec.x in body should be …</c>.</summary>
    public static FieldError Body(string path, JsonNode? value, string detail) =>
        new(FieldErrorReason.FieldValueInvalid, Field(path), $"Invalid value: {Shown(value)}: {path} in body {detail}");

    /// <summary><c>spec.x: Invalid value: "integer": …</c>, about a value that breaks a rule of its schema: of the value only its type is said.</summary>
    public static FieldError Rule(string path, string type, string detail) =>
        new(FieldErrorReason.FieldValueInvalid, Field(path), $"Invalid value: {BadValue.Quote(type)}: {detail}");

    /// <summary>An error of alternatives, which names its place only in the text.</summary>
    public static FieldError Composite(string path, string detail) =>
        new(FieldErrorReason.FieldValueInvalid, "<nil>", $"Invalid value: \"\": {BadValue.Quote(path)} {detail}");

    public static string Field(string path) => path.Length == 0 ? "<nil>" : path;

    public static string Shown(JsonNode? value) => value switch
    {
        null => "null",
        JsonValue text when text.GetValueKind() == System.Text.Json.JsonValueKind.String => BadValue.Quote(text.GetValue<string>()),
        _ => value.ToJsonString(JsonCompaction.Options),
    };
}
