using System.Text.Json;
using System.Text.Json.Nodes;
using Krewe.Model.Json;

namespace Krewe.Model.CustomResources.Schemas;

/// <summary>Types of JSON values as schemas name them.</summary>
internal static class JsonTypes
{
    public static string Of(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => IsInteger(value.AsValue()) ? "integer" : "number",
        _ => "boolean",
    };

    /// <summary>True if a value of a type may stand where another is wanted: an integer is a number, and 3.0 an integer.</summary>
    public static bool Fits(JsonNode? value, string found, string wanted) =>
        found == wanted
        || (found == "integer" && wanted == "number")
        || (found == "number" && wanted == "integer" && Number(value!.AsValue()) is var number && Math.Truncate(number) == number && Math.Abs(number) < 1L << 53);

    public static bool IsInteger(JsonValue value) => Element(value) is var number && number.TryGetInt64(out _);

    public static long Integer(JsonValue value) => Element(value).GetInt64();

    public static double Number(JsonValue value) => Element(value).GetDouble();

    private static JsonElement Element(JsonValue value) => value.TryGetValue<JsonElement>(out var element) ? element : JsonTree.ToElement(value);
}
