using System.Globalization;
using System.Text;
using static Krewe.Model.Cel.CelOverload;
using static Krewe.Model.Cel.CelType;

namespace Krewe.Model.Cel;

/// <summary><c>"%s is %d".format([a, b])</c>, with the clauses of CEL's strings extension, and <c>strings.quote</c>.</summary>
internal static class CelFormat
{
    /// <summary>Digits behind the point, more of which nobody reads.</summary>
    private const int MaxPrecision = 100;

    public static IEnumerable<CelOverload> All { get; } =
    [
        Method("format", [Text, CelType.List], static _ => Text, static (a, budget) => Format((string)a[0]!, (CelList)a[1]!, budget)),
        Function("strings.quote", [Text], Text, static a => Validation.BadValue.Quote((string)a[0]!)),
    ];

    private static object Format(string pattern, CelList arguments, CelBudget budget)
    {
        var result = new StringBuilder();
        var next = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%')
            {
                result.Append(pattern[i]);
                continue;
            }
            if (++i < pattern.Length && pattern[i] == '%')
            {
                result.Append('%');
                continue;
            }
            int? precision = null;
            if (i < pattern.Length && pattern[i] == '.')
            {
                var digits = pattern.AsSpan(i + 1).IndexOfAnyExceptInRange('0', '9');
                if (digits <= 0 || !int.TryParse(pattern.AsSpan(i + 1, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var given) || given > MaxPrecision)
                    return new CelError("could not parse formatting clause: error while parsing precision");
                precision = given;
                i += digits + 1;
            }
            if (i >= pattern.Length)
                return new CelError("unexpected end of format string");
            if (next >= arguments.Count)
                return new CelError($"index {next} out of range");
            if (arguments[next] is CelError bad)
                return bad;
            var start = result.Length;
            if (!Append(result, pattern[i], precision ?? 6, arguments[next], budget))
                return new CelError($"error during formatting: could not format a value of type {CelValues.TypeName(arguments[next])} by %{pattern[i]}");
            budget.Spend(1 + ((result.Length - start) / 10));
            next++;
        }
        return result.ToString();
    }

    private static bool Append(StringBuilder result, char verb, int precision, object? value, CelBudget budget)
    {
        switch (verb, value)
        {
            case ('s', _):
                AppendText(result, value, budget);
                return true;
            case ('d', long or ulong):
                AppendText(result, value, budget);
                return true;
            case ('f', double number):
                result.Append(number.ToString($"F{precision}", CultureInfo.InvariantCulture));
                return true;
            case ('e', double number):
                result.Append(number.ToString(precision == 0 ? "0e+00" : $"0.{new string('0', precision)}e+00", CultureInfo.InvariantCulture));
                return true;
            case ('b', bool flag):
                result.Append(flag ? '1' : '0');
                return true;
            case ('b' or 'o' or 'x' or 'X', long or ulong):
                var isNegative = value is < 0L;
                result.Append(isNegative ? "-" : "").Append(Digits(value is long signed ? (isNegative ? 0 - (ulong)signed : (ulong)signed) : (ulong)value, verb));
                return true;
            case ('x' or 'X', string or CelBytes):
                var hex = value is string text ? Convert.ToHexString(Encoding.UTF8.GetBytes(text)) : Convert.ToHexString(((CelBytes)value).Span);
                result.Append(verb == 'x' ? hex.ToLowerInvariant() : hex);
                return true;
            default:
                return false;
        }
    }

    private static string Digits(ulong number, char verb) => verb switch
    {
        'b' => number.ToString("B", CultureInfo.InvariantCulture),
        'x' => number.ToString("x", CultureInfo.InvariantCulture),
        'X' => number.ToString("X", CultureInfo.InvariantCulture),
        _ => number == 0 ? "0" : string.Concat(Octal(number).Reverse()),
    };

    private static IEnumerable<char> Octal(ulong number)
    {
        for (; number > 0; number >>= 3)
            yield return (char)('0' + (number & 7));
    }

    private static void AppendText(StringBuilder result, object? value, CelBudget budget)
    {
        budget.Spend(1);
        budget.Pay(value);
        switch (value)
        {
            case null:
                result.Append("null");
                break;
            case string text:
                result.Append(text);
                break;
            case bool flag:
                result.Append(flag ? "true" : "false");
                break;
            case DateTimeOffset time:
                result.Append(CelTimes.Write(time));
                break;
            case TimeSpan span:
                result.Append(CelTimes.Write(span));
                break;
            case CelBytes bytes:
                result.Append(Encoding.UTF8.GetString(bytes.Span));
                break;
            case CelTypeName type:
                result.Append(type.Name);
                break;
            case CelList list:
                AppendAll(result, '[', list, item => AppendText(result, item, budget), ']');
                break;
            case CelMap map:
                AppendAll(result, '{', map.Keys.Order(Comparer<object>.Create(static (one, other) => CelValues.Compare(one, other) ?? 0)), key =>
                {
                    AppendText(result, key, budget);
                    result.Append(": ");
                    AppendText(result, map.TryGet(key, out var inner) ? inner : null, budget);
                }, '}');
                break;
            default:
                result.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void AppendAll(StringBuilder result, char open, IEnumerable<object?> items, Action<object?> append, char close)
    {
        result.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            result.Append(isFirst ? "" : ", ");
            isFirst = false;
            append(item);
        }
        result.Append(close);
    }
}
