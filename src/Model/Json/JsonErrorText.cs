using System.Globalization;
using System.Text.Json;
using Krewe.Model.Schema;

namespace Krewe.Model.Json;

/// <summary>What Go's JSON decoder would say, which is what clients and people know.</summary>
internal static class JsonErrorText
{
    /// <summary>A document that is not well-formed.</summary>
    public static string Of(JsonException malformed, ReadOnlySpan<byte> json)
    {
        var offset = Offset(json, malformed.LineNumber ?? 0, malformed.BytePositionInLine ?? 0);
        if (offset >= json.Length)
            return "unexpected end of JSON input";
        if (malformed.Message.Contains("depth", StringComparison.Ordinal))
            return "exceeded max depth";
        var found = json[offset] is >= 0x20 and < 0x7f ? $"'{(char)json[offset]}'" : string.Create(CultureInfo.InvariantCulture, $"'\\x{json[offset]:x2}'");
        return string.Create(CultureInfo.InvariantCulture, $"invalid character {found} at line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}");
    }

    /// <summary>A value of another type than its field.</summary>
    public static string Of(JsonDecodingException wrong, ReadOnlySpan<byte> json, RecordSchema root)
    {
        if (wrong.Detail is { } detail)
            return detail;
        var found = wrong.Found switch
        {
            JsonTokenType.StartObject => "object",
            JsonTokenType.StartArray => "array",
            JsonTokenType.String => "string",
            JsonTokenType.True or JsonTokenType.False => "bool",
            _ => wrong.Literal is null ? "number" : $"number {wrong.Literal}",
        };
        var path = JsonPath.At(json, wrong.Position);
        var (container, type) = Locate(path, root);
        return container is null
            ? $"json: cannot unmarshal {found} into Go value of type v1.{root.Name}"
            : $"json: cannot unmarshal {found} into Go struct field {container.Name}.{string.Join('.', path.Names)} of type {type}";
    }

    private static (RecordSchema? Container, string Type) Locate(JsonPath path, RecordSchema root)
    {
        RecordSchema? container = null;
        var record = root;
        FieldType? type = null;
        foreach (var (name, _) in path.Steps)
        {
            if (type is { Kind: FieldKind.List or FieldKind.Map })
                type = type.Item;
            else if (name is not null && record?.Find(name) is { } field)
            {
                container = record;
                type = field.Type;
            }
            record = type?.Record;
        }
        return (container, type?.GoName ?? "string");
    }

    private static int Offset(ReadOnlySpan<byte> json, long line, long byteInLine)
    {
        var start = 0;
        for (; line > 0 && json[start..].IndexOf((byte)'\n') is >= 0 and var end; line--)
            start += end + 1;
        return (int)Math.Min(json.Length, start + byteInLine);
    }
}
