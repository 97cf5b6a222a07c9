using System.Globalization;

namespace Krewe.Model.Meta;

/// <summary>Durations as Go's <c>ParseDuration</c> reads them: <c>1h30m</c>, <c>-1.5s</c>, <c>250ms</c>, <c>0</c>.</summary>
public static class GoDuration
{
    private static readonly (string Unit, double Seconds)[] Units =
        [("ns", 1e-9), ("us", 1e-6), ("\u00b5s", 1e-6), ("\u03bcs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600)];

    /// <summary>A duration in seconds, or null for what is none; large ones are not exact.</summary>
    public static double? Seconds(ReadOnlySpan<char> text)
    {
        var negative = text.StartsWith("-");
        var rest = negative || text.StartsWith("+") ? text[1..] : text;
        if (rest is "0")
            return 0;
        double? sum = null;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept("0123456789.");
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return null;
            rest = rest[digits..];
            if (UnitOf(rest) is not { } unit)
                return null;
            sum = (sum ?? 0) + number * unit.Seconds;
            rest = rest[unit.Length..];
        }
        return negative ? -sum : sum;
    }

    private static (int Length, double Seconds)? UnitOf(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny("0123456789.");
        var name = end < 0 ? text : text[..end];
        foreach (var (unit, seconds) in Units)
        {
            if (name.SequenceEqual(unit))
                return (unit.Length, seconds);
        }
        return null;
    }
}
