using System.Text;
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
        message.Nested(9, Named(document["definitions"]!.AsObject(), 1, Schema));
        return message.ToArray();
    }

    private static ProtoMessage Info(JsonObject info)
    {
        var message = new ProtoMessage();
        message.Text(1, info["title"]);
        message.Text(2, info["version"]);
        return message;
    }

    private static ProtoMessage Paths(JsonObject paths) => Named(paths, 2, PathItem);

    private static ProtoMessage PathItem(JsonObject item)
    {
        var message = new ProtoMessage();
        foreach (var (name, number) in new[] { ("get", 2), ("put", 3), ("post", 4), ("delete", 5), ("patch", 8) })
        {
            if (item[name] is JsonObject operation)
                message.Nested(number, Operation(operation));
        }
        foreach (var parameter in Items(item["parameters"]))
            message.Nested(9, Parameter(parameter));
        return message;
    }

    private static ProtoMessage Operation(JsonObject operation)
    {
        var message = new ProtoMessage();
        message.Texts(7, operation["consumes"]);
        foreach (var parameter in Items(operation["parameters"]))
            message.Nested(8, Parameter(parameter));
        message.Nested(9, Named(operation["responses"]!.AsObject(), 1, Response));
        message.Extensions(13, operation);
        return message;
    }

    // ResponseValue { Response response = 1 }, Response { description = 1, SchemaItem schema = 2 { Schema schema = 1 } }
    private static ProtoMessage Response(JsonObject response)
    {
        var inner = new ProtoMessage();
        inner.Text(1, response["description"]);
        if (response["schema"] is JsonObject schema)
            inner.Nested(2, Wrap(1, Schema(schema)));
        return Wrap(1, inner);
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
            return Wrap(1, Wrap(1, inner));
        }
        inner.Flag(1, parameter["required"]);
        inner.Text(2, parameter["in"]);
        inner.Text(4, parameter["name"]);
        inner.Text(place == "query" ? 6 : 5, parameter["type"]);
        return Wrap(1, Wrap(2, Wrap(place == "query" ? 3 : 4, inner)));
    }

    private static ProtoMessage Schema(JsonObject schema)
    {
        var message = new ProtoMessage();
        message.Text(1, schema["$ref"]);
        message.Text(2, schema["format"]);
        message.Text(4, schema["description"]);
        message.Texts(19, schema["required"]);
        if (schema["additionalProperties"] is JsonObject values)
            message.Nested(21, Wrap(1, Schema(values)));
        if (schema["type"] is { } type)
        {
            var types = new ProtoMessage();
            types.Text(1, type);
            message.Nested(22, types);
        }
        if (schema["items"] is JsonObject items)
            message.Nested(23, Wrap(1, Schema(items)));
        if (schema["properties"] is JsonObject properties)
            message.Nested(25, Named(properties, 1, Schema));
        message.Extensions(31, schema);
        return message;
    }

    /// <summary>A message whose entries have a name (1) and a value (2).</summary>
    private static ProtoMessage Named(JsonObject entries, int number, Func<JsonObject, ProtoMessage> encode)
    {
        var message = new ProtoMessage();
        foreach (var (name, value) in entries)
        {
            var entry = new ProtoMessage();
            entry.Text(1, name);
            entry.Nested(2, encode(value!.AsObject()));
            message.Nested(number, entry);
        }
        return message;
    }

    private static ProtoMessage Wrap(int number, ProtoMessage inner)
    {
        var message = new ProtoMessage();
        message.Nested(number, inner);
        return message;
    }

    private static IEnumerable<JsonObject> Items(JsonNode? array) => array is JsonArray items ? items.Select(item => item!.AsObject()) : [];

    /// <summary>A message while it is written.</summary>
    private sealed class ProtoMessage
    {
        private readonly MemoryStream _bytes = new();

        public byte[] ToArray() => _bytes.ToArray();

        public void Text(int number, JsonNode? value)
        {
            if (value is not null)
                Bytes(number, Encoding.UTF8.GetBytes((string)value!));
        }

        public void Texts(int number, JsonNode? values)
        {
            foreach (var value in values as JsonArray ?? [])
                Text(number, value);
        }

        public void Flag(int number, JsonNode? value)
        {
            if (value is null || !(bool)value)
                return;
            Varint((ulong)number << 3);
            Varint(1);
        }

        public void Nested(int number, ProtoMessage message) => Bytes(number, message._bytes.GetBuffer().AsSpan(0, (int)message._bytes.Length));

        /// <summary>Writes the extensions of an object: NamedAny { name = 1, Any value = 2 { yaml = 2 } }; JSON is YAML too.</summary>
        public void Extensions(int number, JsonObject owner)
        {
            foreach (var (name, value) in owner.Where(property => property.Key.StartsWith("x-", StringComparison.Ordinal)))
            {
                var any = new ProtoMessage();
                any.Text(2, value!.ToJsonString());
                var entry = new ProtoMessage();
                entry.Text(1, name);
                entry.Nested(2, any);
                Nested(number, entry);
            }
        }

        private void Bytes(int number, ReadOnlySpan<byte> bytes)
        {
            Varint(((ulong)number << 3) | 2);
            Varint((ulong)bytes.Length);
            _bytes.Write(bytes);
        }

        private void Varint(ulong value)
        {
            for (; value >= 0x80; value >>= 7)
                _bytes.WriteByte((byte)(value | 0x80));
            _bytes.WriteByte((byte)value);
        }
    }
}
