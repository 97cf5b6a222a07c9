using System.Globalization;

namespace Krewe.Gateway.Negotiation;

/// <summary>One entry of an Accept header (RFC 9110, 12.5.1), or a Content-Type.</summary>
/// <param name="Type"><c>application/json</c>, <c>*/*</c>; lower case.</param>
/// <param name="As">Parameter <c>as</c>: the kind that the client wants to see instead of the object's.</param>
/// <param name="Group">Parameter <c>g</c>: its API group.</param>
/// <param name="Version">Parameter <c>v</c>: its version.</param>
/// <param name="Quality">Parameter <c>q</c>: 0 to 1.</param>
internal sealed record MediaRange(string Type, string As, string Group, string Version, double Quality)
{
    /// <summary>The entries of a header, best first; among equals in the client's order.</summary>
    public static IEnumerable<MediaRange> ParseAll(string header) =>
        header.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Parse)
            .Where(range => range.Quality > 0)
            .OrderByDescending(range => range.Quality);

    /// <summary>Parses one entry. Unknown parameters are passed over.</summary>
    public static MediaRange Parse(string text)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries);
        var range = new MediaRange(parts[0].ToLowerInvariant(), "", "", "", 1);
        foreach (var parameter in parts.AsSpan(1))
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                continue;
            var value = parameter[(equals + 1)..].Trim().Trim('"');
            range = parameter[..equals].TrimEnd().ToLowerInvariant() switch
            {
                "as" => range with { As = value },
                "g" => range with { Group = value },
                "v" => range with { Version = value },
                "q" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var quality) => range with { Quality = quality },
                _ => range,
            };
        }
        return range;
    }
}
