using System.Text.Json;
using Krewe.Model.Documents;
using Krewe.Model.Json;
using Krewe.Model.Protobuf;

namespace Krewe.Model.Schema.Codecs;

internal readonly struct ListCodec<T, TCodec> : IFieldCodec<IReadOnlyList<T>> where TCodec : IFieldCodec<T>
{
    public static IReadOnlyList<T> Empty => [];

    public static IReadOnlyList<T> ReadJson(scoped ref JsonFieldReader reader)
    {
        reader.Expect(JsonTokenType.StartArray);
        var items = new T[2];
        var count = 0;
        while (reader.NextItem())
        {
            if (count == items.Length)
                Array.Resize(ref items, count * 2);
            items[count++] = reader.HasValue ? TCodec.ReadJson(ref reader) : TCodec.Empty;
        }
        if (count == 0)
            return [];
        if (count < items.Length)
            Array.Resize(ref items, count);
        return items;
    }

    public static void WriteJson(ref JsonFieldWriter writer, IReadOnlyList<T> value)
    {
        writer.BeginList();
        for (var i = 0; i < value.Count; i++)
        {
            writer.Separate();
            TCodec.WriteJson(ref writer, value[i]);
        }
        writer.EndList();
    }

    /// <summary>Not the field itself, whose items come one by one, but a list in a map: a message whose field 1 is repeated.</summary>
    public static IReadOnlyList<T> ReadProto(scoped ref ProtoReader reader)
    {
        var message = reader.ReadMessage();
        List<T>? items = null;
        while (message.NextField(out var number))
        {
            if (number == 1)
                message.ReadItem<T, TCodec>(ref items);
            else
                message.Skip();
        }
        return items is null ? [] : items;
    }

    /// <inheritdoc cref="ReadProto"/>
    public static void WriteProto(ref ProtoWriter writer, int number, IReadOnlyList<T> value)
    {
        var mark = writer.Mark;
        WriteItems(ref writer, 1, value);
        writer.EndMessage(number, mark);
    }

    public static void WriteItems(ref ProtoWriter writer, int number, IReadOnlyList<T> value)
    {
        for (var i = value.Count - 1; i >= 0; i--)
            TCodec.WriteProto(ref writer, number, value[i]);
    }
}

/// <summary>Maps are written in ordinal order of their keys, so that equal maps have equal documents.</summary>
internal readonly struct MapCodec<T, TCodec> : IFieldCodec<IReadOnlyDictionary<string, T>> where TCodec : IFieldCodec<T>
{
    public static IReadOnlyDictionary<string, T> Empty => StringMap.EmptyOf<T>();

    public static IReadOnlyDictionary<string, T> ReadJson(scoped ref JsonFieldReader reader)
    {
        reader.Expect(JsonTokenType.StartObject);
        KeyValuePair<string, T>[] entries = [];
        var count = 0;
        while (reader.NextField(out var name))
        {
            var key = SharedText.Of(name);
            if (count == entries.Length)
                Array.Resize(ref entries, Math.Max(count * 2, 2));
            entries[count++] = new(key, reader.HasValue ? TCodec.ReadJson(ref reader) : TCodec.Empty);
        }
        return StringMap<T>.Of(entries.AsSpan(0, count));
    }

    public static void WriteJson(ref JsonFieldWriter writer, IReadOnlyDictionary<string, T> value)
    {
        writer.BeginObject();
        foreach (var (key, item) in StringMap<T>.Of(value).Entries)
        {
            writer.Name(key);
            TCodec.WriteJson(ref writer, item);
        }
        writer.EndObject();
    }

    /// <summary>Maps in maps are not in the API.</summary>
    public static IReadOnlyDictionary<string, T> ReadProto(scoped ref ProtoReader reader) =>
        throw new ProtoDecodingException("a map is not a value");

    /// <inheritdoc cref="ReadProto"/>
    public static void WriteProto(ref ProtoWriter writer, int number, IReadOnlyDictionary<string, T> value) =>
        throw new NotSupportedException("a map is not a value");

    public static void WriteEntries(ref ProtoWriter writer, int number, IReadOnlyDictionary<string, T> value)
    {
        var entries = StringMap<T>.Of(value).Entries;
        for (var i = entries.Length - 1; i >= 0; i--)
        {
            var mark = writer.Mark;
            TCodec.WriteProto(ref writer, 2, entries[i].Value);
            writer.Text(1, entries[i].Key);
            writer.EndMessage(number, mark);
        }
    }
}
