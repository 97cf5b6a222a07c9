using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Krewe.Model.Yaml;

/// <summary>
/// Types of plain scalars, as the YAML library of Kubernetes has them: YAML 1.1 with <c>yes</c>, <c>no</c>, <c>on</c> and <c>off</c>,
/// octal and hexadecimal integers; timestamps stay text.
/// </summary>
internal static partial class YamlScalar
{
    public static void Write(Utf8JsonWriter writer, YamlScalarNode node)
    {
        var text = node.Value ?? "";
        if (node.Style is not (ScalarStyle.Plain or ScalarStyle.Any) || IsStringTag(node))
            writer.WriteStringValue(text);
        else if (text is "" or "~" or "null" or "Null" or "NULL")
            writer.WriteNullValue();
        else if (Boolean(text) is { } flag)
            writer.WriteBooleanValue(flag);
        else if (Integer(text) is { } integer)
            writer.WriteRawValue(integer.ToString(CultureInfo.InvariantCulture));
        else if (FloatPattern().IsMatch(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            writer.WriteNumberValue(number);
        else
            writer.WriteStringValue(text);
    }

    /// <summary>The text of a scalar as a key: JSON has no other keys.</summary>
    public static string Key(YamlScalarNode node) =>
        node.Style is ScalarStyle.Plain or ScalarStyle.Any && !IsStringTag(node) && node.Value is { } text
            ? Boolean(text) is { } flag ? (flag ? "true" : "false") : Integer(text)?.ToString(CultureInfo.InvariantCulture) ?? text
            : node.Value ?? "";

    private static bool IsStringTag(YamlScalarNode node) => !node.Tag.IsEmpty && node.Tag.Value is "tag:yaml.org,2002:str" or "!";

    private static bool? Boolean(string text) => text switch
    {
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => true,
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => false,
        _ => null,
    };

    private static BigInteger? Integer(string text)
    {
        if (!IntegerPattern().IsMatch(text))
            return null;
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        var negative = digits[0] == '-';
        digits = digits.TrimStart('-', '+');
        var value = digits switch
        {
            ['0', 'x' or 'X', ..] => Parse(digits[2..], 16),
            ['0', 'b' or 'B', ..] => Parse(digits[2..], 2),
            ['0', 'o' or 'O', ..] => Parse(digits[2..], 8),
            ['0', _, ..] when digits.All(c => c is >= '0' and <= '7') => Parse(digits, 8),
            ['0', _, ..] => (BigInteger?)null,
            _ => Parse(digits, 10),
        };
        return negative ? -value : value;
    }

    private static BigInteger Parse(string digits, int radix)
    {
        BigInteger value = 0;
        foreach (var digit in digits)
            value = value * radix + (char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10);
        return value;
    }

    [GeneratedRegex(@"^[-+]?(0[xX][0-9a-fA-F_]{1,32}|0[bB][01_]{1,64}|0[oO][0-7_]{1,32}|[0-9][0-9_]{0,63})$", RegexOptions.CultureInvariant)]
    private static partial Regex IntegerPattern();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex FloatPattern();
}
