using Krewe.Gateway.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Krewe.Gateway.Forwarding;

/// <summary>
/// Who had sent a request that another silo passes on, in the headers that Kubernetes' front proxies use. They count only on a connection
/// with a silo's certificate, and are taken off whatever a client sends.
/// </summary>
internal static class ForwardedIdentity
{
    public const string Prefix = "X-Remote-";
    private const string User = Prefix + "User";
    private const string Group = Prefix + "Group";
    private const string Uid = Prefix + "Uid";

    /// <summary>The headers for an identity. Names are escaped: a header takes no other letters, and a comma stands between values.</summary>
    public static IEnumerable<KeyValuePair<string, string[]>> Headers(ClientIdentity identity)
    {
        yield return new(User, [Uri.EscapeDataString(identity.User)]);
        yield return new(Uid, [Uri.EscapeDataString(identity.Uid)]);
        yield return new(Group, [.. identity.Groups.Select(Uri.EscapeDataString)]);
    }

    /// <summary>The identity in a silo's request, or null for a caller that had shown none.</summary>
    public static ClientIdentity? Read(IHeaderDictionary headers) =>
        headers[User] is [{ Length: > 0 } user]
            ? new ClientIdentity(Uri.UnescapeDataString(user), [.. Values(headers[Group])], Values(headers[Uid]).FirstOrDefault() ?? "")
            : null;

    private static IEnumerable<string> Values(StringValues header) => header.OfType<string>()
        .SelectMany(values => values.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(Uri.UnescapeDataString);
}
