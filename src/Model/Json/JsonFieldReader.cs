using System.Text;
using System.Text.Json;
using Krewe.Model.Documents;
using Krewe.Model.Schema;

namespace Krewe.Model.Json;

/// <summary>
/// Reads fields of records from UTF-8 JSON for the generated code. Null means absent; unknown fields are kept, and their positions
/// noted where the caller asks for them.
/// </summary>
public ref struct JsonFieldReader
{
    /// <summary>Levels of nesting that are read; deeper JSON is malformed.</summary>
    public const int MaxDepth = 128;

    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;
    private readonly List<long>? _unknownPositions;
    private long _nameStart;

    internal JsonFieldReader(ReadOnlySpan<byte> json, List<long>? unknownPositions = null)
    {
        _json = json;
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        _unknownPositions = unknownPositions;
    }

    /// <summary>True if the field has a value other than null.</summary>
    internal readonly bool HasValue => _reader.TokenType != JsonTokenType.Null;

    internal readonly JsonTokenType TokenType => _reader.TokenType;

    internal static T ReadDocument<T>(ReadOnlySpan<byte> json, List<long>? unknownPositions) where T : ApiRecord, IApiRecord<T>
    {
        var reader = new JsonFieldReader(json, unknownPositions);
        reader._reader.Read();
        reader.Expect(JsonTokenType.StartObject);
        var value = T.ReadJson(ref reader);
        // Anything after the document is malformed; the reader says so.
        reader._reader.Read();
        return value;
    }

    /// <summary>Moves to the value of the next field of the object at hand; false at its end.</summary>
    internal bool NextField(out ReadOnlySpan<byte> name)
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.EndObject)
        {
            name = default;
            return false;
        }
        _nameStart = _reader.TokenStartIndex;
        name = _reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(_reader.GetString()!) : _reader.ValueSpan;
        _reader.Read();
        return true;
    }

    /// <summary>Moves to the next item of the list at hand; false at its end.</summary>
    internal bool NextItem()
    {
        _reader.Read();
        return _reader.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Keeps the field at hand, which the record does not declare.</summary>
    internal void KeepUnknown(ref List<KeyValuePair<string, JsonElement>>? unknown, ReadOnlySpan<byte> name)
    {
        _unknownPositions?.Add(_nameStart);
        var key = Encoding.UTF8.GetString(name);
        (unknown ??= []).Add(new(key, JsonElement.ParseValue(ref _reader)));
    }

    internal void Skip() => _reader.Skip();

    internal void Expect(JsonTokenType type)
    {
        if (_reader.TokenType != type)
            throw Mismatch();
    }

    internal string ReadString()
    {
        Expect(JsonTokenType.String);
        return !_reader.ValueIsEscaped && SharedText.TryGet(_reader.ValueSpan, out var text) ? text : _reader.GetString()!;
    }

    internal bool ReadBoolean() => _reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Mismatch(),
    };

    internal int ReadInt32()
    {
        Expect(JsonTokenType.Number);
        return _reader.TryGetInt32(out var value) ? value : throw Mismatch(withLiteral: true);
    }

    internal long ReadInt64()
    {
        Expect(JsonTokenType.Number);
        return _reader.TryGetInt64(out var value) ? value : throw Mismatch(withLiteral: true);
    }

    internal double ReadDouble()
    {
        Expect(JsonTokenType.Number);
        return _reader.TryGetDouble(out var value) && double.IsFinite(value) ? value : throw Mismatch(withLiteral: true);
    }

    internal byte[] ReadBytes()
    {
        Expect(JsonTokenType.String);
        return _reader.TryGetBytesFromBase64(out var value) ? value : throw Wrong("illegal base64 data");
    }

    internal readonly bool TryReadTime(bool micro, out DateTimeOffset value) =>
        !_reader.ValueIsEscaped & Rfc3339.TryParse(_reader.ValueSpan, micro, out value);

    internal JsonElement ReadRaw() => JsonElement.ParseValue(ref _reader);

    /// <summary>The JSON of the value without spaces, where it stands; valid until the next read.</summary>
    internal ReadOnlySpan<byte> ReadRawText()
    {
        var start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        var text = _json[start..(int)_reader.BytesConsumed];
        return text.IndexOfAny(" \t\r\n"u8) < 0
            ? text
            : JsonCompaction.Bytes(JsonElement.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth }));
    }

    /// <summary>The number's digits as text.</summary>
    internal readonly string NumberText() => Encoding.UTF8.GetString(_reader.ValueSpan);

    /// <summary>The known text that the value equals, so that it need not be allocated again.</summary>
    internal readonly bool TextEquals(string text) => _reader.ValueTextEquals(text);

    internal readonly JsonDecodingException Mismatch(bool withLiteral = false) =>
        new(_reader.TokenStartIndex, _reader.TokenType, withLiteral ? NumberText() : null, null);

    internal readonly JsonDecodingException Wrong(string detail) => new(_reader.TokenStartIndex, _reader.TokenType, null, detail);
}
