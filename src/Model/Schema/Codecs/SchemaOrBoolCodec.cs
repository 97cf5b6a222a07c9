using System.Text.Json;
using Krewe.Model.Apiextensions;
using Krewe.Model.Json;
using Krewe.Model.Protobuf;

namespace Krewe.Model.Schema.Codecs;

/// <summary>True, false or a schema in JSON; in protobuf a message of the flag and the schema.</summary>
internal readonly struct SchemaOrBoolCodec : IFieldCodec<JSONSchemaPropsOrBool>
{
    public static JSONSchemaPropsOrBool Empty { get; } = new(false, null);

    public static JSONSchemaPropsOrBool ReadJson(scoped ref JsonFieldReader reader) =>
        reader.TokenType is JsonTokenType.True or JsonTokenType.False
            ? new JSONSchemaPropsOrBool(reader.ReadBoolean(), null)
            : new JSONSchemaPropsOrBool(true, RecordFieldCodec<JSONSchemaProps>.ReadJson(ref reader));

    public static void WriteJson(ref JsonFieldWriter writer, JSONSchemaPropsOrBool value)
    {
        if (value.Schema is { } schema)
            schema.WriteJson(ref writer);
        else
            writer.Boolean(value.Allows);
    }

    public static JSONSchemaPropsOrBool ReadProto(scoped ref ProtoReader reader)
    {
        var message = reader.ReadMessage();
        var value = Empty;
        while (message.NextField(out var number))
        {
            switch (number)
            {
                case 1: value = value with { Allows = message.ReadInteger() != 0 }; break;
                case 2: value = value with { Schema = RecordFieldCodec<JSONSchemaProps>.ReadProto(ref message) }; break;
                default: message.Skip(); break;
            }
        }
        return value;
    }

    public static void WriteProto(ref ProtoWriter writer, int number, JSONSchemaPropsOrBool value)
    {
        var mark = writer.Mark;
        if (value.Schema is { } schema)
            RecordFieldCodec<JSONSchemaProps>.WriteProto(ref writer, 2, schema);
        writer.Integer(1, value.Allows ? 1 : 0);
        writer.EndMessage(number, mark);
    }
}
