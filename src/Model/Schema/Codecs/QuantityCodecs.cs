using System.Text.Json;
using Krewe.Model.Json;
using Krewe.Model.Protobuf;
using Krewe.Model.Quantities;

namespace Krewe.Model.Schema.Codecs;

/// <summary>Text (or a plain number) in JSON; in protobuf a message whose field 1 is the text.</summary>
internal readonly struct QuantityCodec : IFieldCodec<Quantity>
{
    public static Quantity Empty => default;

    public static Quantity ReadJson(scoped ref JsonFieldReader reader)
    {
        var text = reader.TokenType == JsonTokenType.Number ? reader.NumberText() : reader.ReadString();
        return Quantity.TryParse(text, out var value) ? value : throw reader.Wrong(Quantity.FormatError);
    }

    public static void WriteJson(ref JsonFieldWriter writer, Quantity value) => writer.Text(value.ToString());

    public static Quantity ReadProto(scoped ref ProtoReader reader)
    {
        var message = reader.ReadMessage();
        Quantity value = default;
        while (message.NextField(out var number))
        {
            if (number != 1)
                message.Skip();
            else if (!Quantity.TryParse(message.ReadString(), out value))
                throw new ProtoDecodingException(Quantity.FormatError);
        }
        return value;
    }

    public static void WriteProto(ref ProtoWriter writer, int number, Quantity value)
    {
        var mark = writer.Mark;
        writer.Text(1, value.ToString());
        writer.EndMessage(number, mark);
    }
}

/// <summary>Number or text in JSON; in protobuf a message of a type (0 number, 1 text), the number and the text.</summary>
internal readonly struct IntOrStringCodec : IFieldCodec<IntOrString>
{
    public static IntOrString Empty => default;

    public static IntOrString ReadJson(scoped ref JsonFieldReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.ReadString() : reader.ReadInt32();

    public static void WriteJson(ref JsonFieldWriter writer, IntOrString value)
    {
        if (value.Text is { } text)
            writer.Text(text);
        else
            writer.Number((long)value.Number!.Value);
    }

    public static IntOrString ReadProto(scoped ref ProtoReader reader)
    {
        var message = reader.ReadMessage();
        var isText = false;
        var integer = 0;
        var text = "";
        while (message.NextField(out var number))
        {
            switch (number)
            {
                case 1: isText = message.ReadInteger() == 1; break;
                case 2: integer = (int)message.ReadInteger(); break;
                case 3: text = message.ReadString(); break;
                default: message.Skip(); break;
            }
        }
        return isText ? text : integer;
    }

    public static void WriteProto(ref ProtoWriter writer, int number, IntOrString value)
    {
        var mark = writer.Mark;
        writer.Text(3, value.Text ?? "");
        writer.Integer(2, value.Number ?? 0);
        writer.Integer(1, value.IsText ? 1 : 0);
        writer.EndMessage(number, mark);
    }
}
