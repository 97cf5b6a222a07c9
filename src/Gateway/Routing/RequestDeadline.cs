using System.Globalization;
using Krewe.Model.Failures;

namespace Krewe.Gateway.Routing;

/// <summary>How long a request may take: the parameter <c>timeout</c>, a duration as Go writes it (<c>32s</c>, <c>1m30s</c>, <c>250ms</c>).</summary>
internal static class RequestDeadline
{
    private static readonly (string Unit, double Seconds)[] Units =
        [("ns", 1e-9), ("us", 1e-6), ("\u00b5s", 1e-6), ("\u03bcs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600)];

    /// <summary>The time that a request has: what it asks for, and the server's own limit where it asks for none or for more.</summary>
    public static Outcome<TimeSpan> Of(RequestQuery query, TimeSpan limit)
    {
        var text = query.Text("timeout");
        if (text.Length == 0)
            return limit;
        if (ParseSeconds(text) is not { } seconds)
            return ApiFailure.BadRequest($"invalid timeout specified in the request URL - time: invalid duration \"{text}\"");
        // Zero and less say the same as nothing.
        return seconds > 0 && seconds < limit.TotalSeconds ? TimeSpan.FromSeconds(seconds) : limit;
    }

    private static double? ParseSeconds(ReadOnlySpan<char> text)
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
