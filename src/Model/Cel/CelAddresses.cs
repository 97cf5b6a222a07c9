using System.Globalization;
using System.Net;
using System.Net.Sockets;
using static Krewe.Model.Cel.CelOverload;
using static Krewe.Model.Cel.CelType;

namespace Krewe.Model.Cel;

/// <summary>IP addresses, networks and URLs, as Kubernetes adds them to CEL.</summary>
internal static class CelAddresses
{
    public static IEnumerable<CelOverload> All { get; } =
    [
        Function("isIP", [Text], Bool, static a => ReadIp((string)a[0]!) is not null),
        Function("ip", [Text], Ip, static a => IpOf(a[0])),
        Function("ip.isCanonical", [Text], Bool, static a => IpOf(a[0]) is IPAddress ip ? ip.ToString() == (string)a[0]! : IpOf(a[0])),
        Method("family", [Ip], Int, static a => A(a).AddressFamily == AddressFamily.InterNetwork ? 4L : 6L),
        Method("isUnspecified", [Ip], Bool, static a => A(a).Equals(IPAddress.Any) || A(a).Equals(IPAddress.IPv6Any)),
        Method("isLoopback", [Ip], Bool, static a => IPAddress.IsLoopback(A(a))),
        Method("isLinkLocalMulticast", [Ip], Bool, static a => A(a).GetAddressBytes() is [224, 0, 0, _] or [0xff, 0x02, ..] and { Length: 16 }),
        Method("isLinkLocalUnicast", [Ip], Bool, static a => A(a).IsIPv6LinkLocal || A(a).GetAddressBytes() is [169, 254, _, _]),
        Method("isGlobalUnicast", [Ip], Bool, static a => IsGlobalUnicast(A(a))),
        Function("isCIDR", [Text], Bool, static a => ReadCidr((string)a[0]!) is not null),
        Function("cidr", [Text], Cidr, static a => CidrOf(a[0])),
        Method("containsIP", [Cidr, Ip], Bool, static a => N(a).Contains((IPAddress)a[1]!)),
        Method("containsIP", [Cidr, Text], Bool, static a => IpOf(a[1]) is IPAddress ip ? N(a).Contains(ip) : IpOf(a[1])),
        Method("containsCIDR", [Cidr, Cidr], Bool, static a => Contains(N(a), (IPNetwork)a[1]!)),
        Method("containsCIDR", [Cidr, Text], Bool, static a => CidrOf(a[1]) is IPNetwork other ? Contains(N(a), other) : CidrOf(a[1])),
        Method("ip", [Cidr], Ip, static a => N(a).BaseAddress),
        Method("masked", [Cidr], Cidr, static a => a[0]),
        Method("prefixLength", [Cidr], Int, static a => (long)N(a).PrefixLength),
        Function("isURL", [Text], Bool, static a => ReadUrl((string)a[0]!) is not null),
        Function("url", [Text], CelType.Url, static a => ReadUrl((string)a[0]!) ?? (object)new CelError($"URL parse error during conversion from string: parse \"{a[0]}\": invalid URI for request")),
        Method("getScheme", [CelType.Url], Text, static a => U(a).IsAbsoluteUri ? U(a).Scheme : ""),
        Method("getHost", [CelType.Url], Text, static a => U(a).IsAbsoluteUri ? U(a).IsDefaultPort && !U(a).OriginalString.Contains($"{U(a).Host}:", StringComparison.OrdinalIgnoreCase) ? U(a).Host : U(a).Authority : ""),
        Method("getHostname", [CelType.Url], Text, static a => U(a).IsAbsoluteUri ? U(a).Host.Trim('[', ']') : ""),
        Method("getPort", [CelType.Url], Text, static a => U(a).IsAbsoluteUri && !U(a).IsDefaultPort ? U(a).Port.ToString(CultureInfo.InvariantCulture) : ""),
        Method("getEscapedPath", [CelType.Url], Text, static a => U(a).IsAbsoluteUri ? U(a).AbsolutePath : U(a).OriginalString.Split('?', '#')[0]),
        Method("getQuery", [CelType.Url], static _ => MapOf(Text, ListOf(Text)), static (a, budget) => Query(U(a), budget)),
    ];

    private static IPAddress A(object?[] arguments) => (IPAddress)arguments[0]!;

    private static IPNetwork N(object?[] arguments) => (IPNetwork)arguments[0]!;

    private static Uri U(object?[] arguments) => (Uri)arguments[0]!;

    private static object IpOf(object? text) => ReadIp((string)text!) ?? (object)new CelError($"IP Address \"{text}\" parse error during conversion from string");

    private static object CidrOf(object? text) => ReadCidr((string)text!) ?? (object)new CelError($"network address parse error during conversion from string: \"{text}\"");

    // Four whole numbers, or IPv6 without a zone: what .NET takes beyond that (fewer numbers, other bases) is no address to Kubernetes.
    private static IPAddress? ReadIp(string text) =>
        !text.Contains('%', StringComparison.Ordinal) && IPAddress.TryParse(text, out var ip) && !ip.IsIPv4MappedToIPv6
        && (ip.AddressFamily == AddressFamily.InterNetworkV6 ? !text.Contains('[', StringComparison.Ordinal) : ip.ToString() == text) ? ip : null;

    // The address before the slash need not be the network's first.
    private static IPNetwork? ReadCidr(string text)
    {
        if (text.Split('/') is not [var address, var bits] || ReadIp(address) is not { } ip || !int.TryParse(bits, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return null;
        var bytes = ip.GetAddressBytes();
        if (length > bytes.Length * 8)
            return null;
        for (var i = length; i < bytes.Length * 8; i++)
            bytes[i / 8] &= (byte)~(0x80 >> (i % 8));
        return new IPNetwork(new IPAddress(bytes), length);
    }

    private static bool Contains(IPNetwork outer, IPNetwork inner) => outer.PrefixLength <= inner.PrefixLength && outer.Contains(inner.BaseAddress);

    private static bool IsGlobalUnicast(IPAddress ip) =>
        !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any) && !ip.Equals(IPAddress.Broadcast) && !IPAddress.IsLoopback(ip)
        && !ip.IsIPv6Multicast && !ip.IsIPv6LinkLocal && ip.GetAddressBytes() is not ([>= 224 and < 240, _, _, _] or [169, 254, _, _]);

    private static Uri? ReadUrl(string text)
    {
        if (text.StartsWith('/'))
            return Uri.TryCreate(text, UriKind.Relative, out var path) ? path : null;
        return text.Contains(':', StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out var url) ? url : null;
    }

    private static CelMadeMap Query(Uri url, CelBudget budget)
    {
        budget.Spend(url.OriginalString.Length);
        var all = CelMadeMap.NewEntries();
        var text = url.IsAbsoluteUri ? url.Query.TrimStart('?') : url.OriginalString.Split('#')[0].Split('?', 2) is [_, var query] ? query : "";
        var pairs = text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=', 2));
        foreach (var group in pairs.GroupBy(static pair => Decode(pair[0]), static pair => pair.Length > 1 ? Decode(pair[1]) : ""))
            all[group.Key] = new CelList([.. group]);
        return new CelMadeMap(all);
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
