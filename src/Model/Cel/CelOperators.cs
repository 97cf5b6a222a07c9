using static Krewe.Model.Cel.CelOverload;
using static Krewe.Model.Cel.CelType;

namespace Krewe.Model.Cel;

/// <summary>Operators, but for those that do not look at all of their operands.</summary>
internal static class CelOperators
{
    private static readonly CelError Overflow = new("integer overflow");
    private static readonly CelError UnsignedOverflow = new("unsigned integer overflow");
    private static readonly CelError TimeOverflow = new("timestamp overflow");
    private static readonly CelError ByZero = new("division by zero");
    private static readonly CelError ModulusByZero = new("modulus by zero");

    public static IEnumerable<CelOverload> All { get; } =
    [
        .. Equality(),
        .. Order(),
        Function("!_", [Bool], Bool, static a => !(bool)a[0]!),
        Function("-_", [Int], Int, static a => (long)a[0]! is var x && x == long.MinValue ? Overflow : -x),
        Function("-_", [CelType.Double], CelType.Double, static a => -(double)a[0]!),
        Function("-_", [Duration], Duration, static a => InRange(() => -(TimeSpan)a[0]!)),
        .. Numbers("_+_", static (a, b) => checked(a + b), static (a, b) => checked(a + b), static (a, b) => a + b),
        .. Numbers("_-_", static (a, b) => checked(a - b), static (a, b) => checked(a - b), static (a, b) => a - b),
        .. Numbers("_*_", static (a, b) => checked(a * b), static (a, b) => checked(a * b), static (a, b) => a * b),
        Function("_/_", [Int, Int], Int, static a => Divide((long)a[0]!, (long)a[1]!)),
        Function("_/_", [UInt, UInt], UInt, static a => (ulong)a[1]! == 0 ? ByZero : (ulong)a[0]! / (ulong)a[1]!),
        Function("_/_", [CelType.Double, CelType.Double], CelType.Double, static a => (double)a[0]! / (double)a[1]!),
        Function("_%_", [Int, Int], Int, static a => (long)a[1]! switch { 0 => ModulusByZero, -1 => 0L, var by => (long)a[0]! % by }),
        Function("_%_", [UInt, UInt], UInt, static a => (ulong)a[1]! == 0 ? ModulusByZero : (ulong)a[0]! % (ulong)a[1]!),
        Function("_+_", [Text, Text], Text, static a => string.Concat((string)a[0]!, (string)a[1]!)),
        Function("_+_", [Bytes, Bytes], Bytes, static a => new CelBytes([.. ((CelBytes)a[0]!).Span, .. ((CelBytes)a[1]!).Span])),
        Function("_+_", [CelType.List, CelType.List], static types => types[0].Or(types[1]), static (a, budget) => ((CelList)a[0]!).With((CelList)a[1]!, budget)),
        Function("_+_", [Duration, Duration], Duration, static a => InRange(() => (TimeSpan)a[0]! + (TimeSpan)a[1]!)),
        Function("_+_", [Timestamp, Duration], Timestamp, static a => InRange(() => (DateTimeOffset)a[0]! + (TimeSpan)a[1]!)),
        Function("_+_", [Duration, Timestamp], Timestamp, static a => InRange(() => (DateTimeOffset)a[1]! + (TimeSpan)a[0]!)),
        Function("_-_", [Duration, Duration], Duration, static a => InRange(() => (TimeSpan)a[0]! - (TimeSpan)a[1]!)),
        Function("_-_", [Timestamp, Timestamp], Duration, static a => InRange(() => (DateTimeOffset)a[0]! - (DateTimeOffset)a[1]!)),
        Function("_-_", [Timestamp, Duration], Timestamp, static a => InRange(() => (DateTimeOffset)a[0]! - (TimeSpan)a[1]!)),
        Function("@in", [Dyn, CelType.List], static _ => Bool, static (a, budget) => CelValues.Contains((CelList)a[1]!, a[0], budget)),
        Function("@in", [Dyn, CelType.Map], static _ => Bool, static (a, _) => ((CelMap)a[1]!).Has(a[0])),
    ];

    private static IEnumerable<CelOverload> Equality() =>
    [
        Function("_==_", [Dyn, Dyn], static _ => Bool, static (a, budget) => CelValues.Equal(a[0], a[1], budget)),
        Function("_!=_", [Dyn, Dyn], static _ => Bool, static (a, budget) => !CelValues.Equal(a[0], a[1], budget)),
    ];

    private static IEnumerable<CelOverload> Order()
    {
        CelType[] numbers = [Int, UInt, CelType.Double];
        var pairs = numbers.SelectMany(x => numbers.Select(y => new[] { x, y })).Concat(new[] { Text, Bool, Bytes, Duration, Timestamp }.Select(x => new[] { x, x }));
        foreach (var pair in pairs)
        {
            yield return Function("_<_", pair, Bool, static a => CelValues.Compare(a[0], a[1]) < 0);
            yield return Function("_<=_", pair, Bool, static a => CelValues.Compare(a[0], a[1]) <= 0);
            yield return Function("_>_", pair, Bool, static a => CelValues.Compare(a[0], a[1]) > 0);
            yield return Function("_>=_", pair, Bool, static a => CelValues.Compare(a[0], a[1]) >= 0);
        }
    }

    private static IEnumerable<CelOverload> Numbers(string name, Func<long, long, long> whole, Func<ulong, ulong, ulong> unsigned, Func<double, double, double> fraction) =>
    [
        Function(name, [Int, Int], Int, a => Checked(() => whole((long)a[0]!, (long)a[1]!), Overflow)),
        Function(name, [UInt, UInt], UInt, a => Checked(() => unsigned((ulong)a[0]!, (ulong)a[1]!), UnsignedOverflow)),
        Function(name, [CelType.Double, CelType.Double], CelType.Double, a => fraction((double)a[0]!, (double)a[1]!)),
    ];

    private static object Divide(long value, long by) => by switch
    {
        0 => ByZero,
        -1 when value == long.MinValue => Overflow,
        _ => value / by,
    };

    private static object Checked(Func<object> compute, CelError otherwise)
    {
        try
        {
            return compute();
        }
        catch (OverflowException)
        {
            return otherwise;
        }
    }

    private static object InRange(Func<object> compute)
    {
        try
        {
            return compute();
        }
        catch (Exception e) when (e is OverflowException or ArgumentOutOfRangeException)
        {
            return TimeOverflow;
        }
    }
}
