using System.Text.Json;
using Krewe.Model.Json;
using Krewe.Model.Protobuf;

namespace Krewe.Model.Schema.Codecs;

/// <summary>Time to the second; in protobuf a message of seconds and nanoseconds since 1970.</summary>
internal readonly struct TimeCodec : IFieldCodec<DateTimeOffset>
{
    public static DateTimeOffset Empty => default;

    public static DateTimeOffset ReadJson(scoped ref JsonFieldReader reader) => Timestamp.ReadJson(ref reader, micro: false);

    public static void WriteJson(ref JsonFieldWriter writer, DateTimeOffset value) => writer.Time(value, micro: false);

    public static DateTimeOffset ReadProto(scoped ref ProtoReader reader) => Timestamp.ReadProto(ref reader, micro: false);

    public static void WriteProto(ref ProtoWriter writer, int number, DateTimeOffset value) => Timestamp.WriteProto(ref writer, number, value, micro: false);
}

/// <summary>Time to the microsecond.</summary>
internal readonly struct MicroTimeCodec : IFieldCodec<DateTimeOffset>
{
    public static DateTimeOffset Empty => default;

    public static DateTimeOffset ReadJson(scoped ref JsonFieldReader reader) => Timestamp.ReadJson(ref reader, micro: true);

    public static void WriteJson(ref JsonFieldWriter writer, DateTimeOffset value) => writer.Time(value, micro: true);

    public static DateTimeOffset ReadProto(scoped ref ProtoReader reader) => Timestamp.ReadProto(ref reader, micro: true);

    public static void WriteProto(ref ProtoWriter writer, int number, DateTimeOffset value) => Timestamp.WriteProto(ref writer, number, value, micro: true);
}

file static class Timestamp
{
    private const int NanosecondsPerTick = 100;

    public static DateTimeOffset ReadJson(scoped ref JsonFieldReader reader, bool micro)
    {
        reader.Expect(JsonTokenType.String);
        if (reader.TryReadTime(micro, out var value))
            return value;
        throw reader.Wrong($"parsing time \"{reader.ReadString()}\" as \"2006-01-02T15:04:05{(micro ? ".000000" : "")}Z07:00\"");
    }

    /// <summary>An empty message is Go's zero time: the year 1, which means absent.</summary>
    public static DateTimeOffset ReadProto(scoped ref ProtoReader reader, bool micro)
    {
        var message = reader.ReadMessage();
        long seconds = 0;
        long nanos = 0;
        var any = false;
        while (message.NextField(out var number))
        {
            any = true;
            switch (number)
            {
                case 1: seconds = message.ReadInteger(); break;
                case 2: nanos = message.ReadInteger(); break;
                default: message.Skip(); break;
            }
        }
        if (!any)
            return default;
        if (seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds() || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds() || nanos is < 0 or > 999_999_999)
            throw new ProtoDecodingException("time out of range");
        return Rfc3339.Truncate(DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanos / NanosecondsPerTick), micro);
    }

    public static void WriteProto(ref ProtoWriter writer, int number, DateTimeOffset value, bool micro)
    {
        var mark = writer.Mark;
        value = Rfc3339.Truncate(value, micro);
        writer.Integer(2, value.Ticks % TimeSpan.TicksPerSecond * NanosecondsPerTick);
        writer.Integer(1, value.ToUnixTimeSeconds());
        writer.EndMessage(number, mark);
    }
}
