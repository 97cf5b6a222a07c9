using System.Globalization;
using System.Text;
using Krewe.Model.Documents;
using Krewe.Model.Json;
using Krewe.Model.Quantities;
using Krewe.Model.Schema;

namespace Krewe.Model.Validation;

/// <summary>Prints a refused value into a message as Kubernetes does: texts in Go's quotes, numbers plainly, the rest as JSON.</summary>
internal static class BadValue
{
    public static string Format(object? value) => value switch
    {
        null => "null",
        string text => Quote(text),
        bool flag => flag ? "true" : "false",
        Quantity quantity => Quote(quantity.ToString()),
        IntOrString { IsText: true } text => Quote(text.Text!),
        IntOrString number => number.ToString(),
        sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        DateTimeOffset time => Quote(time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)),
        IReadOnlyDictionary<string, string> map => JsonCompaction.Text(map),
        ApiRecord record => Encoding.UTF8.GetString(ApiJson.Write(record).Span),
        IEnumerable<string> list => JsonCompaction.Text(list),
        IEnumerable<ApiRecord> records => $"[{string.Join(',', records.Select(Format))}]",
        _ => value.ToString() ?? "null",
    };

    /// <summary>Go's <c>%q</c>.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                '\a' => quoted.Append("\\a"),
                '\b' => quoted.Append("\\b"),
                '\f' => quoted.Append("\\f"),
                '\v' => quoted.Append("\\v"),
                < ' ' or 0x7f => quoted.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
                _ => quoted.Append(rune.ToString()),
            };
        }
        return quoted.Append('"').ToString();
    }
}
