using System.Net;
using System.Net.Sockets;

namespace Krewe.Model.Names;

/// <summary>What addresses and ranges of addresses may look like. Every method is a <see cref="NameRule"/>.</summary>
public static class AddressRules
{
    /// <summary>An IPv4 or IPv6 address.</summary>
    public static IReadOnlyList<string> Address(string text) =>
        TryParse(text, out _) ? [] : ["must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"];

    /// <summary>An IPv4 address.</summary>
    public static IReadOnlyList<string> IPv4(string text) =>
        TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork ? [] : ["must be a valid IPv4 address"];

    /// <summary>An IPv6 address.</summary>
    public static IReadOnlyList<string> IPv6(string text) =>
        TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6 ? [] : ["must be a valid IPv6 address"];

    /// <summary>A range of addresses: <c>10.9.8.0/24</c>.</summary>
    public static IReadOnlyList<string> Range(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            && TryParse(text[..slash], out var address)
            && int.TryParse(text.AsSpan(slash + 1), System.Globalization.NumberStyles.None, null, out var bits)
            && bits <= (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
                ? []
                : ["must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"];
    }

    private static bool TryParse(string text, out IPAddress address)
    {
        address = IPAddress.None;
        // .NET also reads "1", "0x7f.1" and scoped or bracketed addresses, which the API does not know.
        if (text.AsSpan().ContainsAny("%[]xX"))
            return false;
        if (!text.Contains(':', StringComparison.Ordinal))
        {
            var parts = text.Split('.');
            if (parts.Length != 4 || parts.Any(part => part is not { Length: > 0 and <= 3 } || part is ['0', _, ..]))
                return false;
        }
        if (!IPAddress.TryParse(text, out var parsed))
            return false;
        address = parsed;
        return true;
    }
}
