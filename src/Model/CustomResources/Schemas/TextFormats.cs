using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Krewe.Model.CustomResources.Schemas;

/// <summary>The forms of texts that schemas can ask for. Forms that are not known are not checked, as in Kubernetes.</summary>
internal static partial class TextFormats
{
    /// <summary>False where the text has not the form.</summary>
    public static bool Matches(string format, string text) => format switch
    {
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time" or "datetime" => Json.Rfc3339.TryParse(System.Text.Encoding.UTF8.GetBytes(text), micro: true, out _),
        "duration" => Duration().IsMatch(text),
        "byte" => Base64(text),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        "email" => text.IndexOf('@', StringComparison.Ordinal) is var at && at > 0 && at < text.Length - 1 && !text.Contains(' ', StringComparison.Ordinal),
        "hostname" => text.Length <= 255 && HostName().IsMatch(text),
        "ipv4" => IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork && text.Count('.') == 3,
        "ipv6" => IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6,
        "cidr" => IPNetwork.TryParse(text, out _),
        "mac" => Mac().IsMatch(text),
        "uuid" => Uuid().IsMatch(text),
        "uuid3" => Uuid().IsMatch(text) && Version(text) == '3',
        "uuid4" => Uuid().IsMatch(text) && Version(text) == '4',
        "uuid5" => Uuid().IsMatch(text) && Version(text) == '5',
        "hexcolor" => HexColor().IsMatch(text),
        "rgbcolor" => RgbColor().IsMatch(text),
        "creditcard" => text.Count(char.IsAsciiDigit) is >= 13 and <= 19 && text.All(c => char.IsAsciiDigit(c) || c is ' ' or '-'),
        "ssn" => Ssn().IsMatch(text),
        "isbn" or "isbn10" or "isbn13" => text.Count(char.IsAsciiDigit) is >= 9 and <= 13,
        "bsonobjectid" => text.Length == 24 && text.All(char.IsAsciiHexDigit),
        "k8s-short-name" => Names.NameRules.DnsLabel(text).Count == 0,
        "k8s-long-name" => Names.NameRules.DnsSubdomain(text).Count == 0,
        _ => true,
    };

    private static char Version(string uuid) => uuid.Replace("-", "", StringComparison.Ordinal)[12];

    private static bool Base64(string text)
    {
        Span<byte> buffer = text.Length <= 4096 ? stackalloc byte[text.Length] : new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out _);
    }

    [GeneratedRegex(@"\A[+-]?(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+\z|\A[+-]?0\z|\A([0-9]+ *(weeks?|wks?|days?|d|hours?|hrs?|hr|minutes?|mins?|min|seconds?|secs?|sec|w|h|m|s|ms|us|ns))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Duration();

    [GeneratedRegex(@"\A[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*\.?\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostName();

    [GeneratedRegex(@"\A([0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Mac();

    [GeneratedRegex(@"\A[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\A#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\z", RegexOptions.CultureInvariant)]
    private static partial Regex HexColor();

    [GeneratedRegex(@"\Argb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex RgbColor();

    [GeneratedRegex(@"\A\d{3}[- ]?\d{2}[- ]?\d{4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Ssn();
}
