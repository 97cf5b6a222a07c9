using System.Text.Json;
using Krewe.Model.Json;
using Krewe.Model.Protobuf;

namespace Krewe.Model.Schema.Codecs;

internal readonly struct RecordFieldCodec<T> : IFieldCodec<T> where T : ApiRecord, IApiRecord<T>, new()
{
    public static T Empty => new();

    public static T ReadJson(scoped ref JsonFieldReader reader)
    {
        reader.Expect(JsonTokenType.StartObject);
        return T.ReadJson(ref reader);
    }

    public static void WriteJson(ref JsonFieldWriter writer, T value) => value.WriteJson(ref writer);

    public static T ReadProto(scoped ref ProtoReader reader)
    {
        var message = reader.ReadMessage();
        return T.ReadProto(ref message);
    }

    public static void WriteProto(ref ProtoWriter writer, int number, T value)
    {
        var mark = writer.Mark;
        value.WriteProto(ref writer);
        writer.EndMessage(number, mark);
    }
}
