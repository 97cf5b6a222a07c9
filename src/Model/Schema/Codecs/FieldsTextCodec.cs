using System.Text.Json;
using Krewe.Model.Apply;
using Krewe.Model.Json;
using Krewe.Model.Protobuf;

namespace Krewe.Model.Schema.Codecs;

/// <summary>The set of fields of a manager: JSON in JSON; in protobuf a message whose field 1 is the JSON. Kept as text, for it is read by few.</summary>
internal readonly struct FieldsTextCodec : IFieldCodec<FieldsText>
{
    public static FieldsText Empty => FieldsText.Share("{}"u8);

    public static FieldsText ReadJson(scoped ref JsonFieldReader reader) => FieldsText.Share(reader.ReadRawText());

    public static void WriteJson(ref JsonFieldWriter writer, FieldsText value) => writer.Raw(value.Utf8.IsEmpty ? "{}"u8 : value.Utf8.Span);

    public static FieldsText ReadProto(scoped ref ProtoReader reader)
    {
        var message = reader.ReadMessage();
        var value = Empty;
        while (message.NextField(out var number))
        {
            if (number == 1)
                value = Checked(message.ReadDelimited());
            else
                message.Skip();
        }
        return value;
    }

    public static void WriteProto(ref ProtoWriter writer, int number, FieldsText value)
    {
        var mark = writer.Mark;
        writer.Bytes(1, value.Utf8.Span);
        writer.EndMessage(number, mark);
    }

    // What stands in a message may be no JSON at all, and would spoil the JSON of the object.
    private static FieldsText Checked(ReadOnlySpan<byte> json)
    {
        try
        {
            if (json.IsEmpty)
                return Empty;
            if (JsonText.Problem(json) is { } problem)
                throw new ProtoDecodingException(problem);
            using var document = JsonDocument.Parse(json.ToArray(), new JsonDocumentOptions { MaxDepth = JsonFieldReader.MaxDepth });
            return FieldsText.Share(JsonCompaction.Bytes(document.RootElement));
        }
        catch (JsonException malformed)
        {
            throw new ProtoDecodingException(malformed.Message);
        }
    }
}
