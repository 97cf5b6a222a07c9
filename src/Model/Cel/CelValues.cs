using System.Globalization;
using System.Net;
using Krewe.Model.Quantities;

namespace Krewe.Model.Cel;

/// <summary>
/// What expressions work with: null, <see cref="bool"/>, <see cref="long"/>, <see cref="ulong"/>, <see cref="double"/>, <see cref="string"/>,
/// <see cref="TimeSpan"/>, <see cref="DateTimeOffset"/>, <see cref="Quantity"/>, <see cref="IPAddress"/>, <see cref="IPNetwork"/>, <see cref="Uri"/>, and the types below.
/// </summary>
internal static class CelValues
{
    public static CelKind KindOf(object? value) => value switch
    {
        null => CelKind.Null,
        bool => CelKind.Bool,
        long => CelKind.Int,
        ulong => CelKind.UInt,
        double => CelKind.Double,
        string => CelKind.Text,
        CelBytes => CelKind.Bytes,
        TimeSpan => CelKind.Duration,
        DateTimeOffset => CelKind.Timestamp,
        CelTypeName => CelKind.Type,
        Quantity => CelKind.Quantity,
        IPAddress => CelKind.Ip,
        IPNetwork => CelKind.Cidr,
        Uri => CelKind.Url,
        CelList => CelKind.List,
        CelOptional => CelKind.Optional,
        _ => CelKind.Map,
    };

    /// <summary>The name of a value's type, as <c>type()</c> and messages have it.</summary>
    public static string TypeName(object? value) => KindOf(value) switch
    {
        CelKind.Null => "null_type",
        CelKind.Bool => "bool",
        CelKind.Int => "int",
        CelKind.UInt => "uint",
        CelKind.Double => "double",
        CelKind.Text => "string",
        CelKind.Bytes => "bytes",
        CelKind.Duration => "google.protobuf.Duration",
        CelKind.Timestamp => "google.protobuf.Timestamp",
        CelKind.Type => "type",
        CelKind.Quantity => "kubernetes.Quantity",
        CelKind.Ip => "net.IP",
        CelKind.Cidr => "net.CIDR",
        CelKind.Url => "kubernetes.URL",
        CelKind.List => "list",
        CelKind.Optional => "optional_type",
        _ => "map",
    };

    /// <summary>Whether two values are the same; numbers of different types may be. What it goes over is taken from the budget.</summary>
    public static bool Equal(object? a, object? b, CelBudget budget)
    {
        budget.Spend(1);
        switch (a, b)
        {
            case (null, null):
                return true;
            case (null, _) or (_, null):
                return false;
            case (long or ulong or double, long or ulong or double):
                return CompareNumbers(a, b) == 0;
            case (string x, string y):
                budget.Spend(Math.Max(x.Length, y.Length) / 10);
                return x == y;
            case (CelList x, CelList y):
                // Where the order says nothing, most items still stand where they did.
                return x.Count == y.Count && Enumerable.Range(0, x.Count).All(i =>
                    Equal(x[i], y[i], budget) || ((x.IsUnordered || y.IsUnordered) && Contains(y, x[i], budget)));
            case (CelMap x, CelMap y):
                return x.Count == y.Count && x.Keys.All(key => y.TryGet(key, out var other) && x.TryGet(key, out var mine) && Equal(mine, other, budget));
            case (CelOptional x, CelOptional y):
                return x.HasValue == y.HasValue && (!x.HasValue || Equal(x.Value, y.Value, budget));
            default:
                return a.Equals(b);
        }
    }

    public static bool Contains(CelList list, object? wanted, CelBudget budget)
    {
        foreach (var item in list)
        {
            if (Equal(item, wanted, budget))
                return true;
        }
        return false;
    }

    /// <summary>Which of two values of one kind, or two numbers, comes first; null where there is no order, as with NaN.</summary>
    public static int? Compare(object? a, object? b) => (a, b) switch
    {
        (long or ulong or double, long or ulong or double) => CompareNumbers(a, b),
        (string x, string y) => CelTexts.Compare(x, y),
        (bool x, bool y) => x.CompareTo(y),
        (CelBytes x, CelBytes y) => x.Span.SequenceCompareTo(y.Span),
        (TimeSpan x, TimeSpan y) => x.CompareTo(y),
        (DateTimeOffset x, DateTimeOffset y) => x.CompareTo(y),
        _ => null,
    };

    private static int? CompareNumbers(object? a, object? b) => (a, b) switch
    {
        (double.NaN, _) or (_, double.NaN) => null,
        (double x, double y) => x.CompareTo(y),
        (double x, _) => -CompareToDouble(b!, x),
        (_, double y) => CompareToDouble(a!, y),
        _ => Whole(a!).CompareTo(Whole(b!)),
    };

    private static int CompareToDouble(object whole, double fraction) =>
        fraction >= 1.9e19 ? -1 : fraction <= -9.3e18 ? 1
        : Whole(whole).CompareTo((Int128)Math.Floor(fraction)) is var order && order == 0 && fraction > Math.Floor(fraction) ? -1 : order;

    private static Int128 Whole(object value) => value is long signed ? signed : (ulong)value;
}

/// <summary>An expression could not be evaluated. Goes up through what it is part of, unless that can do without it.</summary>
internal sealed record CelError(string Message)
{
    public static CelError NoSuchOverload { get; } = new("no such overload");

    public static CelError NoSuchKey(object? key) => new($"no such key: {(key is string text ? text : Convert.ToString(key, CultureInfo.InvariantCulture))}");
}

/// <summary>A type as a value.</summary>
internal sealed record CelTypeName(string Name);

/// <summary>Bytes.</summary>
internal sealed class CelBytes(byte[] bytes) : IEquatable<CelBytes>
{
    public ReadOnlySpan<byte> Span => bytes;

    public bool Equals(CelBytes? other) => other is not null && Span.SequenceEqual(other.Span);

    public override bool Equals(object? obj) => Equals(obj as CelBytes);

    public override int GetHashCode() => bytes.Length;
}

/// <summary>Something that may be absent.</summary>
internal sealed class CelOptional
{
    private CelOptional(bool hasValue, object? value) => (HasValue, Value) = (hasValue, value);

    public static CelOptional None { get; } = new(false, null);

    public bool HasValue { get; }

    public object? Value { get; }

    public static CelOptional Of(object? value) => new(true, value);
}

/// <summary>A list.</summary>
internal class CelList(IReadOnlyList<object?> items) : IReadOnlyList<object?>
{
    public virtual int Count => items.Count;

    public virtual object? this[int index] => items[index];

    /// <summary>True where the order of the items says nothing (a set, or items that have keys).</summary>
    public virtual bool IsUnordered => false;

    /// <summary>The items of this list and of another.</summary>
    public virtual CelList With(CelList other, CelBudget budget)
    {
        budget.Spend(Count + other.Count);
        return new CelList([.. this, .. other]);
    }

    public IEnumerator<object?> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A map, or an object whose fields have names.</summary>
internal abstract class CelMap
{
    public abstract int Count { get; }

    public abstract IEnumerable<object> Keys { get; }

    public abstract bool TryGet(object? key, out object? value);

    /// <summary>Whether it has a key, without looking at the value.</summary>
    public virtual bool Has(object? key) => TryGet(key, out _);
}

/// <summary>A map that the expression itself has made.</summary>
internal sealed class CelMadeMap(Dictionary<object, object?> entries) : CelMap
{
    public override int Count => entries.Count;

    public override IEnumerable<object> Keys => entries.Keys;

    /// <summary>Where the entries of a map go: by hashes that nobody can foresee.</summary>
    public static Dictionary<object, object?> NewEntries() => new(Unforeseeable.Instance);

    /// <summary>A key in the form in which it is found: of numbers only the value counts.</summary>
    public static object? KeyOf(object? value) => value switch
    {
        ulong and <= long.MaxValue => (long)(ulong)value,
        double number when Math.Floor(number) == number && Math.Abs(number) < 1L << 53 => (long)number,
        bool or long or ulong or string => value,
        _ => null,
    };

    public override bool TryGet(object? key, out object? value)
    {
        value = null;
        return KeyOf(key) is { } known && entries.TryGetValue(known, out value);
    }

    private sealed class Unforeseeable : IEqualityComparer<object>
    {
        public static Unforeseeable Instance { get; } = new();

        public new bool Equals(object? x, object? y) => object.Equals(x, y);

        public int GetHashCode(object key) => key is long number ? HashCode.Combine((int)number, (int)(number >> 32)) : key.GetHashCode();
    }
}
