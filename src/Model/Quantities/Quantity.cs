using System.Diagnostics.CodeAnalysis;

namespace Krewe.Model.Quantities;

/// <summary>
/// A fixed-point number with a unit suffix, as resources are written: <c>250m</c> of a CPU, <c>128Mi</c> of memory. Exact to 10⁻⁹
/// (what is finer is rounded away from zero) and at most 2⁶³-1 in magnitude (what is larger is capped), as in Kubernetes.
/// </summary>
/// <remarks>
/// Equality and order are those of the amount: <c>1Ki</c> equals <c>1024</c>. The text is canonical: no fraction, the largest suffix
/// that loses nothing, of the family that the quantity was parsed with (<c>1.5</c> becomes <c>1500m</c>, <c>1.5Gi</c> becomes
/// <c>1536Mi</c>). The default value is <c>0</c>.
/// </remarks>
public readonly struct Quantity : IEquatable<Quantity>, IComparable<Quantity>
{
    private const long NanosPerUnit = 1_000_000_000;
    private const long NanosPerMilli = 1_000_000;

    private readonly Int128 _nanos;

    internal Quantity(Int128 nanos, QuantityFormat format)
    {
        _nanos = Int128.Clamp(nanos, -MaxNanos, MaxNanos);
        Format = format;
    }

    internal static Int128 MaxNanos => (Int128)long.MaxValue * NanosPerUnit;

    /// <summary>What Kubernetes says of a text that is no quantity.</summary>
    public const string FormatError = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    /// <summary>Nothing.</summary>
    public static Quantity Zero => default;

    /// <summary>The family of suffixes of the text.</summary>
    public QuantityFormat Format { get; }

    /// <summary>The amount in units of 10⁻⁹.</summary>
    public Int128 Nanos => _nanos;

    /// <summary>The amount in whole units, rounded away from zero: bytes of memory, whole CPUs.</summary>
    public long Value => (long)DivideAwayFromZero(_nanos, NanosPerUnit);

    /// <summary>The amount in thousandths, rounded away from zero and saturated: milli-CPUs.</summary>
    public long MilliValue => (long)Int128.Clamp(DivideAwayFromZero(_nanos, NanosPerMilli), long.MinValue, long.MaxValue);

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Int128.Sign(_nanos);

    /// <summary>True for nothing.</summary>
    public bool IsZero => _nanos == 0;

    /// <summary>A number of whole units.</summary>
    public static Quantity Of(long value, QuantityFormat format = QuantityFormat.DecimalSI) => new((Int128)value * NanosPerUnit, format);

    /// <summary>A number of thousandths: <c>Quantity.OfMilli(250)</c> is <c>250m</c>.</summary>
    public static Quantity OfMilli(long value) => new((Int128)value * NanosPerMilli, QuantityFormat.DecimalSI);

    /// <summary>A number of bytes, written with binary suffixes.</summary>
    public static Quantity OfBytes(long value) => Of(value, QuantityFormat.BinarySI);

    /// <summary>Parses a quantity.</summary>
    /// <exception cref="FormatException">The text is no quantity; the message is <see cref="FormatError"/>.</exception>
    public static Quantity Parse(string text) => TryParse(text, out var value) ? value : throw new FormatException(FormatError);

    /// <summary>Parses a quantity; false if the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Quantity value) => TryParse(text.AsSpan(), out value);

    /// <inheritdoc cref="TryParse(string?, out Quantity)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out Quantity value) => QuantityText.TryParse(text, out value);

    /// <summary>The canonical text.</summary>
    public override string ToString() => QuantityText.Format(_nanos, Format);

    /// <inheritdoc/>
    public bool Equals(Quantity other) => _nanos == other._nanos;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _nanos.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => _nanos.CompareTo(other._nanos);

    /// <summary>The sum, in the format of the first operand unless that is zero.</summary>
    public static Quantity operator +(Quantity left, Quantity right) => new(left._nanos + right._nanos, left.IsZero ? right.Format : left.Format);

    /// <summary>The difference, in the format of the first operand unless that is zero.</summary>
    public static Quantity operator -(Quantity left, Quantity right) => new(left._nanos - right._nanos, left.IsZero ? right.Format : left.Format);

    /// <summary>The opposite.</summary>
    public static Quantity operator -(Quantity value) => new(-value._nanos, value.Format);

    /// <summary>Same amount.</summary>
    public static bool operator ==(Quantity left, Quantity right) => left.Equals(right);

    /// <summary>Another amount.</summary>
    public static bool operator !=(Quantity left, Quantity right) => !left.Equals(right);

    /// <summary>Less.</summary>
    public static bool operator <(Quantity left, Quantity right) => left._nanos < right._nanos;

    /// <summary>More.</summary>
    public static bool operator >(Quantity left, Quantity right) => left._nanos > right._nanos;

    /// <summary>Not more.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left._nanos <= right._nanos;

    /// <summary>Not less.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left._nanos >= right._nanos;

    /// <summary>The larger amount.</summary>
    public static Quantity Max(Quantity left, Quantity right) => left >= right ? left : right;

    /// <summary>The smaller amount.</summary>
    public static Quantity Min(Quantity left, Quantity right) => left <= right ? left : right;

    private static Int128 DivideAwayFromZero(Int128 nanos, long divisor)
    {
        var (quotient, remainder) = Int128.DivRem(nanos, divisor);
        return remainder == 0 ? quotient : quotient + Int128.Sign(nanos);
    }
}
