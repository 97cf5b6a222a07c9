using System.Text.Json.Nodes;

namespace Krewe.Gateway.OpenApi;

/// <summary>
/// Writes an OpenAPI 2.0 document as protobuf: the messages <c>openapi.v2.Document</c> and below of the gnostic project, as far as our
/// documents use them. The numbers are those of its OpenAPIv2.proto.
/// </summary>
internal static class SwaggerProtobuf
{
    /// <summary>Encodes a document.</summary>
    public static ReadOnlyMemory<byte> Encode(JsonObject document)
    {
        var message = new ProtoMessage();
        message.Text(1, document["swagger"]);
        message.Nested(2, Info(document["info"]!.AsObject()));
        message.Nested(8, Paths(document["paths"]!.AsObject()));
        message.Nested(9, ProtoMessage.Named(document["definitions"]!.AsObject(), 1, Schema));
        return message.ToArray();
    }

    private static ProtoMessage Info(JsonObject info)
    {
        var message = new ProtoMessage();
        message.Text(1, info["title"]);
        message.Text(2, info["version"]);
        return message;
    }

    private static ProtoMessage Paths(JsonObject paths) => ProtoMessage.Named(paths, 2, PathItem);

    private static ProtoMessage PathItem(JsonObject item)
    {
        var message = new ProtoMessage();
        foreach (var (name, number) in new[] { ("get", 2), ("put", 3), ("post", 4), ("delete", 5), ("patch", 8) })
        {
            if (item[name] is JsonObject operation)
                message.Nested(number, Operation(operation));
        }
        foreach (var parameter in ProtoMessage.Items(item["parameters"]))
            message.Nested(9, Parameter(parameter));
        return message;
    }

    private static ProtoMessage Operation(JsonObject operation)
    {
        var message = new ProtoMessage();
        message.Texts(7, operation["consumes"]);
        foreach (var parameter in ProtoMessage.Items(operation["parameters"]))
            message.Nested(8, Parameter(parameter));
        message.Nested(9, ProtoMessage.Named(operation["responses"]!.AsObject(), 1, Response));
        message.Extensions(13, operation);
        return message;
    }

    // ResponseValue { Response response = 1 }, Response { description = 1, SchemaItem schema = 2 { Schema schema = 1 } }
    private static ProtoMessage Response(JsonObject response)
    {
        var inner = new ProtoMessage();
        inner.Text(1, response["description"]);
        if (response["schema"] is JsonObject schema)
            inner.Nested(2, ProtoMessage.Wrap(1, Schema(schema)));
        return ProtoMessage.Wrap(1, inner);
    }

    // ParametersItem { Parameter parameter = 1 { BodyParameter = 1 | NonBodyParameter = 2 { query = 3 | path = 4 } } }
    private static ProtoMessage Parameter(JsonObject parameter)
    {
        var place = (string)parameter["in"]!;
        var inner = new ProtoMessage();
        if (place == "body")
        {
            inner.Text(2, parameter["name"]);
            inner.Text(3, parameter["in"]);
            inner.Flag(4, parameter["required"]);
            inner.Nested(5, Schema(parameter["schema"]!.AsObject()));
            return ProtoMessage.Wrap(1, ProtoMessage.Wrap(1, inner));
        }
        inner.Flag(1, parameter["required"]);
        inner.Text(2, parameter["in"]);
        inner.Text(4, parameter["name"]);
        inner.Text(place == "query" ? 6 : 5, parameter["type"]);
        return ProtoMessage.Wrap(1, ProtoMessage.Wrap(2, ProtoMessage.Wrap(place == "query" ? 3 : 4, inner)));
    }

    private static ProtoMessage Schema(JsonObject schema)
    {
        var message = new ProtoMessage();
        message.Text(1, schema["$ref"]);
        message.Text(2, schema["format"]);
        message.Text(4, schema["description"]);
        message.Texts(19, schema["required"]);
        if (schema["additionalProperties"] is JsonObject values)
            message.Nested(21, ProtoMessage.Wrap(1, Schema(values)));
        if (schema["type"] is { } type)
        {
            var types = new ProtoMessage();
            types.Text(1, type);
            message.Nested(22, types);
        }
        if (schema["items"] is JsonObject items)
            message.Nested(23, ProtoMessage.Wrap(1, Schema(items)));
        if (schema["properties"] is JsonObject properties)
            message.Nested(25, ProtoMessage.Named(properties, 1, Schema));
        message.Extensions(31, schema);
        return message;
    }
}
