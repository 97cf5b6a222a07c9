using System.Text.Json;
using System.Text.Json.Nodes;

namespace Krewe.Gateway.OpenApi;

/// <summary>
/// Writes an OpenAPI 3.0 document as protobuf: the messages <c>openapi.v3.Document</c> and below of the gnostic project, as far as our
/// documents use them. The numbers are those of its OpenAPIv3.proto.
/// </summary>
internal static class OpenApiProtobuf
{
    /// <summary>Encodes a document.</summary>
    public static ReadOnlyMemory<byte> Encode(JsonObject document)
    {
        var message = new ProtoMessage();
        message.Text(1, document["openapi"]);
        message.Nested(2, Info(document["info"]!.AsObject()));
        message.Nested(4, ProtoMessage.Named(document["paths"]!.AsObject(), 1, PathItem));
        message.Nested(5, ProtoMessage.Wrap(1, ProtoMessage.Named(document["components"]!["schemas"]!.AsObject(), 1, SchemaOrReference)));
        return message.ToArray();
    }

    private static ProtoMessage Info(JsonObject info)
    {
        var message = new ProtoMessage();
        message.Text(1, info["title"]);
        message.Text(6, info["version"]);
        return message;
    }

    private static ProtoMessage PathItem(JsonObject item)
    {
        var message = new ProtoMessage();
        foreach (var (name, number) in new[] { ("get", 4), ("put", 5), ("post", 6), ("delete", 7), ("patch", 10) })
        {
            if (item[name] is JsonObject operation)
                message.Nested(number, Operation(operation));
        }
        foreach (var parameter in ProtoMessage.Items(item["parameters"]))
            message.Nested(13, ProtoMessage.Wrap(1, Parameter(parameter)));
        return message;
    }

    private static ProtoMessage Operation(JsonObject operation)
    {
        var message = new ProtoMessage();
        foreach (var parameter in ProtoMessage.Items(operation["parameters"]))
            message.Nested(6, ProtoMessage.Wrap(1, Parameter(parameter)));
        if (operation["requestBody"] is JsonObject body)
            message.Nested(7, ProtoMessage.Wrap(1, ProtoMessage.Wrap(2, Content(body))));
        message.Nested(8, ProtoMessage.Named(operation["responses"]!.AsObject(), 2, Response));
        message.Extensions(13, operation);
        return message;
    }

    private static ProtoMessage Parameter(JsonObject parameter)
    {
        var message = new ProtoMessage();
        message.Text(1, parameter["name"]);
        message.Text(2, parameter["in"]);
        message.Flag(4, parameter["required"]);
        if (parameter["schema"] is JsonObject schema)
            message.Nested(10, SchemaOrReference(schema));
        return message;
    }

    private static ProtoMessage Response(JsonObject response)
    {
        var message = new ProtoMessage();
        message.Text(1, response["description"]);
        message.Nested(3, Content(response));
        return ProtoMessage.Wrap(1, message);
    }

    private static ProtoMessage Content(JsonObject owner) => ProtoMessage.Named(owner["content"]!.AsObject(), 1, MediaType);

    private static ProtoMessage MediaType(JsonObject type) =>
        type["schema"] is JsonObject schema ? ProtoMessage.Wrap(1, SchemaOrReference(schema)) : new ProtoMessage();

    private static ProtoMessage SchemaOrReference(JsonObject schema)
    {
        if (schema["$ref"] is not { } reference)
            return ProtoMessage.Wrap(1, Schema(schema));
        var message = new ProtoMessage();
        message.Text(1, reference);
        return ProtoMessage.Wrap(2, message);
    }

    private static ProtoMessage Schema(JsonObject schema)
    {
        var message = new ProtoMessage();
        message.Flag(1, schema["nullable"]);
        message.Text(9, schema["title"]);
        message.Number(10, schema["multipleOf"]);
        message.Number(11, schema["maximum"]);
        message.Flag(12, schema["exclusiveMaximum"]);
        message.Number(13, schema["minimum"]);
        message.Flag(14, schema["exclusiveMinimum"]);
        foreach (var (name, number) in new[] { ("maxLength", 15), ("minLength", 16), ("maxItems", 18), ("minItems", 19), ("maxProperties", 21), ("minProperties", 22) })
            message.Integer(number, schema[name]);
        message.Text(17, schema["pattern"]);
        message.Flag(20, schema["uniqueItems"]);
        message.Texts(23, schema["required"]);
        foreach (var value in schema["enum"] as JsonArray ?? [])
            message.Nested(24, ProtoMessage.Any(value!));
        message.Text(25, schema["type"]);
        foreach (var (name, number) in new[] { ("allOf", 26), ("oneOf", 27), ("anyOf", 28) })
        {
            foreach (var one in ProtoMessage.Items(schema[name]))
                message.Nested(number, SchemaOrReference(one));
        }
        if (schema["not"] is JsonObject not)
            message.Nested(29, Schema(not));
        if (schema["items"] is JsonObject items)
            message.Nested(30, ProtoMessage.Wrap(1, SchemaOrReference(items)));
        if (schema["properties"] is JsonObject properties)
            message.Nested(31, ProtoMessage.Named(properties, 1, SchemaOrReference));
        if (schema["additionalProperties"] is JsonObject values)
            message.Nested(32, ProtoMessage.Wrap(1, SchemaOrReference(values)));
        if (Default(schema["default"]) is { } initial)
            message.Nested(33, initial);
        message.Text(34, schema["description"]);
        message.Text(35, schema["format"]);
        message.Extensions(36, schema);
        return message;
    }

    /// <summary>A default, of the kinds that the format has a place for.</summary>
    private static ProtoMessage? Default(JsonNode? value)
    {
        var message = new ProtoMessage();
        switch (value?.GetValueKind())
        {
            case JsonValueKind.Number:
                message.Number(1, value);
                return message;
            case JsonValueKind.True:
                message.Flag(2, value);
                return message;
            case JsonValueKind.String:
                message.Text(3, value);
                return message;
            default:
                return null;
        }
    }
}
