using System.Text.Json.Nodes;
using Krewe.Model.Apiextensions;
using Krewe.Model.CustomResources;
using Krewe.Model.Documents;
using Krewe.Model.Json;

namespace Krewe.Gateway.OpenApi;

/// <summary>Schemas of custom kinds as OpenAPI documents have them.</summary>
internal static class CustomSchemas
{
    // What version 2 of OpenAPI does not have, and what would mislead clients that know no better.
    private static readonly string[] OnlyV3 = ["oneOf", "anyOf", "allOf", "not", "nullable", "default"];

    /// <summary>Name of a kind's schema: the group backwards, version and kind (<c>com.example.v1.CronTab</c>).</summary>
    public static string NameOf(CustomKind kind) => $"{string.Join('.', kind.Gvk.Group.Split('.').Reverse())}.{kind.Gvk.Version}.{kind.Gvk.Kind}";

    /// <summary>The schema as its definition has it; without one, that of an object.</summary>
    public static JsonObject Write(CustomKind kind, Dialect dialect)
    {
        var schema = kind.OpenApiSchema is { } given ? Write(given) : new JsonObject { ["type"] = "object" };
        if (dialect == Dialect.V2)
            Simplify(schema);
        if (schema["properties"] is not JsonObject)
            schema["properties"] = new JsonObject();
        return schema;
    }

    private static JsonObject Write(JSONSchemaProps schema) => JsonTree.Parse(ApiJson.Write(schema).Span)!.AsObject();

    private static void Simplify(JsonObject schema)
    {
        // Clients of version 2 would refuse what such fields hold, if they knew any type of it.
        if (IsTrue(schema, "nullable") || IsTrue(schema, "x-kubernetes-preserve-unknown-fields") || IsTrue(schema, "x-kubernetes-int-or-string"))
        {
            foreach (var name in (string[])["type", "items", "properties", "additionalProperties", "required"])
            {
                if (name != "type" || !IsTrue(schema, "x-kubernetes-preserve-unknown-fields") || (string?)schema["type"] != "object")
                    schema.Remove(name);
            }
        }
        foreach (var name in OnlyV3)
            schema.Remove(name);
        if (schema["additionalProperties"] is JsonValue)
            schema.Remove("additionalProperties");
        foreach (var inner in Inner(schema).ToArray())
            Simplify(inner);
    }

    private static IEnumerable<JsonObject> Inner(JsonObject schema)
    {
        if (schema["items"] is JsonObject items)
            yield return items;
        if (schema["additionalProperties"] is JsonObject values)
            yield return values;
        foreach (var (_, field) in schema["properties"] as JsonObject ?? [])
        {
            if (field is JsonObject inner)
                yield return inner;
        }
    }

    private static bool IsTrue(JsonObject schema, string name) => schema[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;
}
