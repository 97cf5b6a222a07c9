using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Krewe.Model.Json;

namespace Krewe.Model.Yaml;

/// <summary>
/// Writes JSON as YAML in block style: two spaces for each level, lists not indented, in the manner of <c>kubectl get -o yaml</c>. Text is plain
/// where any reader of YAML takes it for that text, and otherwise quoted as JSON quotes it, which is YAML too.
/// </summary>
public static class JsonYaml
{
    private const string PlainStart = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/";
    private static readonly SearchValues<char> Plain = SearchValues.Create(PlainStart + "0123456789-_./");

    /// <summary>Text that YAML 1.1 or 1.2 takes for something else.</summary>
    private static readonly HashSet<string> Reserved =
        new(["null", "true", "false", "yes", "no", "on", "off", "y", "n"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The YAML of a JSON value.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static ReadOnlyMemory<byte> Convert(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonFieldReader.MaxDepth });
        var yaml = new StringBuilder(json.Length);
        WriteBlock(yaml, document.RootElement, 0, first: true);
        return Encoding.UTF8.GetBytes(yaml.ToString());
    }

    /// <summary>Writes a value that begins on a line of its own; the first line may have its indentation already.</summary>
    private static void WriteBlock(StringBuilder yaml, JsonElement value, int depth, bool first)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.GetPropertyCount() > 0:
                foreach (var property in value.EnumerateObject())
                {
                    Indent(yaml, first ? 0 : depth);
                    first = false;
                    yaml.Append(Scalar(property.Name)).Append(':');
                    WriteValue(yaml, property.Value, depth);
                }
                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                foreach (var item in value.EnumerateArray())
                {
                    Indent(yaml, first ? 0 : depth);
                    first = false;
                    yaml.Append("- ");
                    WriteBlock(yaml, item, depth + 1, first: true);
                }
                break;
            default:
                yaml.Append(Inline(value)).Append('\n');
                break;
        }
    }

    /// <summary>Writes the value of a name, on its line or below it.</summary>
    private static void WriteValue(StringBuilder yaml, JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.GetPropertyCount() > 0:
                yaml.Append('\n');
                WriteBlock(yaml, value, depth + 1, first: false);
                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                yaml.Append('\n');
                WriteBlock(yaml, value, depth, first: false);
                break;
            default:
                yaml.Append(' ').Append(Inline(value)).Append('\n');
                break;
        }
    }

    private static string Inline(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "{}",
        JsonValueKind.Array => "[]",
        JsonValueKind.String => Scalar(value.GetString()!),
        _ => value.GetRawText(),
    };

    private static string Scalar(string text) =>
        text.Length > 0 && PlainStart.Contains(text[0], StringComparison.Ordinal) && !text.AsSpan().ContainsAnyExcept(Plain) && !Reserved.Contains(text)
            ? text
            : Quoted(text);

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            switch (c)
            {
                case '"' or '\\':
                    quoted.Append('\\').Append(c);
                    break;
                case '\n':
                    quoted.Append("\\n");
                    break;
                case < ' ' or '\x7f' or '\x85' or '\u2028' or '\u2029' or '\ufeff':
                    quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                    break;
                default:
                    quoted.Append(c);
                    break;
            }
        }
        return quoted.Append('"').ToString();
    }

    private static void Indent(StringBuilder yaml, int depth) => yaml.Append(' ', 2 * depth);
}
