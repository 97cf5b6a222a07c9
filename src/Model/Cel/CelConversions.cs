using System.Globalization;
using System.Text;
using static Krewe.Model.Cel.CelOverload;
using static Krewe.Model.Cel.CelType;

namespace Krewe.Model.Cel;

/// <summary>Functions that make values of one type from those of another, and <c>size</c>.</summary>
internal static class CelConversions
{
    private static readonly CelError Range = new("range error");

    public static IEnumerable<CelOverload> All { get; } =
    [
        Function("dyn", [Dyn], Dyn, static a => a[0]),
        Function("type", [Dyn], CelType.Type, static a => new CelTypeName(CelValues.TypeName(a[0]))),
        Function("bool", [Bool], Bool, static a => a[0]),
        Function("bool", [Text], Bool, static a => (string)a[0]! switch
        {
            "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
            "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
            var text => new CelError($"strconv.ParseBool: parsing \"{text}\": invalid syntax"),
        }),
        Function("int", [Int], Int, static a => a[0]),
        Function("int", [UInt], Int, static a => (ulong)a[0]! <= long.MaxValue ? (long)(ulong)a[0]! : Range),
        Function("int", [CelType.Double], Int, static a => (double)a[0]! is > -9.2233720368547758e18 and < 9.2233720368547758e18 and var number ? (long)number : Range),
        Function("int", [Text], Int, static a => long.TryParse((string)a[0]!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number : NotANumber("ParseInt", a[0])),
        Function("int", [Timestamp], Int, static a => ((DateTimeOffset)a[0]!).ToUnixTimeSeconds()),
        Function("uint", [UInt], UInt, static a => a[0]),
        Function("uint", [Int], UInt, static a => (long)a[0]! >= 0 ? (ulong)(long)a[0]! : Range),
        Function("uint", [CelType.Double], UInt, static a => (double)a[0]! is >= 0 and < 1.8446744073709552e19 and var number ? (ulong)number : Range),
        Function("uint", [Text], UInt, static a => ulong.TryParse((string)a[0]!, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : NotANumber("ParseUint", a[0])),
        Function("double", [CelType.Double], CelType.Double, static a => a[0]),
        Function("double", [Int], CelType.Double, static a => (double)(long)a[0]!),
        Function("double", [UInt], CelType.Double, static a => (double)(ulong)a[0]!),
        Function("double", [Text], CelType.Double, static a => double.TryParse((string)a[0]!, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number : NotANumber("ParseFloat", a[0])),
        Function("string", [Text], Text, static a => a[0]),
        Function("string", [Bool], Text, static a => (bool)a[0]! ? "true" : "false"),
        Function("string", [Int], Text, static a => ((long)a[0]!).ToString(CultureInfo.InvariantCulture)),
        Function("string", [UInt], Text, static a => ((ulong)a[0]!).ToString(CultureInfo.InvariantCulture)),
        Function("string", [CelType.Double], Text, static a => ((double)a[0]!).ToString("R", CultureInfo.InvariantCulture)),
        Function("string", [Bytes], Text, static a => Utf8(((CelBytes)a[0]!).Span)),
        Function("string", [Timestamp], Text, static a => CelTimes.Write((DateTimeOffset)a[0]!)),
        Function("string", [Duration], Text, static a => CelTimes.Write((TimeSpan)a[0]!)),
        Function("string", [Ip], Text, static a => a[0]!.ToString()),
        Function("string", [Cidr], Text, static a => a[0]!.ToString()),
        Function("bytes", [Bytes], Bytes, static a => a[0]),
        Function("bytes", [Text], Bytes, static a => new CelBytes(Encoding.UTF8.GetBytes((string)a[0]!))),
        Function("duration", [Duration], Duration, static a => a[0]),
        Function("duration", [Text], Duration, static a => CelTimes.ReadDuration((string)a[0]!)),
        Function("timestamp", [Timestamp], Timestamp, static a => a[0]),
        Function("timestamp", [Text], Timestamp, static a => CelTimes.ReadTimestamp((string)a[0]!)),
        Function("timestamp", [Int], Timestamp, static a => (long)a[0]! is >= -62135596800 and <= 253402300799 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : Range),
        .. Sizes(isMethod: false),
        .. Sizes(isMethod: true),
    ];

    private static IEnumerable<CelOverload> Sizes(bool isMethod)
    {
        yield return Size(Text, static value => (long)CelTexts.Length((string)value!));
        yield return Size(Bytes, static value => (long)((CelBytes)value!).Span.Length);
        yield return Size(CelType.List, static value => (long)((CelList)value!).Count);
        yield return Size(CelType.Map, static value => (long)((CelMap)value!).Count);

        CelOverload Size(CelType of, Func<object?, object> count) => new("size", isMethod, [of], static _ => Int, (arguments, _) => count(arguments[0]));
    }

    private static CelError NotANumber(string function, object? text) => new($"strconv.{function}: parsing \"{text}\": invalid syntax");

    private static object Utf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : new CelError("invalid UTF-8 in bytes, cannot convert to string");
}
