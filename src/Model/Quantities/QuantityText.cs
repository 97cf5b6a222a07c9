using System.Globalization;
using System.Numerics;

namespace Krewe.Model.Quantities;

/// <summary>
/// The text form of quantities: <c>sign digits [. digits] suffix</c>, the suffix one of <c>n u m k M G T P E</c>, <c>Ki … Ei</c> or an
/// exponent <c>e3</c>, <c>E-3</c>.
/// </summary>
internal static class QuantityText
{
    private static readonly string[] BinarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    // From 10⁻⁹ in steps of a thousand.
    private static readonly string[] DecimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];

    /// <summary>Beyond this many digits only the magnitude matters, which is then capped or rounded anyway.</summary>
    private const int MaxExponent = 64;

    private const int MaxTextLength = 256;
    private const int NanosPerUnit = 1_000_000_000;

    public static bool TryParse(ReadOnlySpan<char> text, out Quantity value)
    {
        value = default;
        if (text.Length is 0 or > MaxTextLength)
            return false;

        var rest = text;
        var negative = rest[0] == '-';
        if (rest[0] is '-' or '+')
            rest = rest[1..];

        var whole = TakeDigits(ref rest);
        ReadOnlySpan<char> fraction = [];
        if (rest.Length > 0 && rest[0] == '.')
        {
            rest = rest[1..];
            fraction = TakeDigits(ref rest);
        }
        if (whole.Length + fraction.Length == 0 || !TryParseSuffix(rest, out var binaryPower, out var exponent, out var format))
            return false;

        var isShort = whole.Length + fraction.Length <= 18;
        var nanos = isShort && binaryPower == 0 && exponent - fraction.Length is >= -9 and <= 9
                ? (Int128)ToInt64(whole, fraction) * PowerOfTen(9 + exponent - fraction.Length)
            : isShort && fraction.IsEmpty && binaryPower > 0
                ? ToInt64(whole, fraction) is var units && units > long.MaxValue >> binaryPower ? Quantity.MaxNanos : (Int128)(units << binaryPower) * NanosPerUnit
            : Scale(whole, fraction, binaryPower, exponent);
        value = new Quantity(negative ? -nanos : nanos, format);
        return true;
    }

    public static string Format(Int128 nanos, QuantityFormat format)
    {
        if (nanos == 0)
            return "0";
        if (format == QuantityFormat.BinarySI)
        {
            var (units, fraction) = Int128.DivRem(nanos, NanosPerUnit);
            if (fraction == 0 && Int128.Abs(units) >= 1024)
                return FormatBinary((long)units);
            format = QuantityFormat.DecimalSI;
        }

        var step = 0;
        while (step < DecimalSuffixes.Length - 1 && nanos % 1000 == 0)
        {
            nanos /= 1000;
            step++;
        }
        var mantissa = nanos.ToString(CultureInfo.InvariantCulture);
        return format == QuantityFormat.DecimalSI ? mantissa + DecimalSuffixes[step]
            : step == 3 ? mantissa
            : string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{(step - 3) * 3}");
    }

    private static string FormatBinary(long units)
    {
        var step = 0;
        while (step < BinarySuffixes.Length - 1 && units % 1024 == 0)
        {
            units /= 1024;
            step++;
        }
        return units.ToString(CultureInfo.InvariantCulture) + BinarySuffixes[step];
    }

    private static bool TryParseSuffix(ReadOnlySpan<char> suffix, out int binaryPower, out int exponent, out QuantityFormat format)
    {
        (binaryPower, exponent, format) = (0, 0, QuantityFormat.DecimalSI);
        if (suffix is [])
            return true;
        if (suffix is ['e' or 'E', _, ..])
        {
            format = QuantityFormat.DecimalExponent;
            if (suffix is not ['E', 'i'])
                return int.TryParse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent);
        }
        for (var i = 0; i < DecimalSuffixes.Length; i++)
        {
            if (suffix.SequenceEqual(DecimalSuffixes[i]))
            {
                exponent = (i - 3) * 3;
                return true;
            }
        }
        for (var i = 1; i < BinarySuffixes.Length; i++)
        {
            if (suffix.SequenceEqual(BinarySuffixes[i]))
            {
                binaryPower = i * 10;
                format = QuantityFormat.BinarySI;
                return true;
            }
        }
        return false;
    }

    private static Int128 Scale(ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, int binaryPower, int exponent)
    {
        var digits = BigInteger.Parse(string.Concat("0", whole, fraction), NumberStyles.None, CultureInfo.InvariantCulture) << binaryPower;
        var power = Math.Clamp(9 + (long)exponent - fraction.Length, -MaxTextLength - MaxExponent, MaxTextLength + MaxExponent);
        if (power >= 0)
            digits *= BigInteger.Pow(10, (int)power);
        else
        {
            digits = BigInteger.DivRem(digits, BigInteger.Pow(10, (int)-power), out var remainder);
            if (!remainder.IsZero)
                digits++;
        }
        return (Int128)BigInteger.Min(digits, (BigInteger)Quantity.MaxNanos);
    }

    private static ReadOnlySpan<char> TakeDigits(scoped ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits;
    }

    private static long ToInt64(ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction)
    {
        long value = 0;
        foreach (var digit in whole)
            value = value * 10 + (digit - '0');
        foreach (var digit in fraction)
            value = value * 10 + (digit - '0');
        return value;
    }

    private static Int128 PowerOfTen(int power)
    {
        Int128 value = 1;
        for (; power > 0; power--)
            value *= 10;
        return value;
    }
}
