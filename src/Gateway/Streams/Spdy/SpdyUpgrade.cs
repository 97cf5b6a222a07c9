using Krewe.Gateway.Responses;
using Krewe.Model.Failures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Krewe.Gateway.Streams.Spdy;

/// <summary>Turns an HTTP/1.1 request with <c>Upgrade: SPDY/3.1</c> into a SPDY connection.</summary>
internal static class SpdyUpgrade
{
    /// <summary>In the request the protocols for the streams that the client offers, in the answer the one that was chosen.</summary>
    public const string VersionHeader = "X-Stream-Protocol-Version";

    private const string AcceptedHeader = "X-Accepted-Stream-Protocol-Versions";
    private const string Protocol = "SPDY/3.1";

    /// <summary>True if the client asks for SPDY, and its connection can become it.</summary>
    public static bool IsWanted(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        && Words(context.Request.Headers.Upgrade).Contains(Protocol, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Chooses the first protocol that the client offers and the server knows. Null if it offers only others, which has been answered then; one
    /// that offers none gets the empty name.
    /// </summary>
    public static async Task<string?> NegotiateAsync(HttpContext context, IReadOnlyList<string> known)
    {
        var offered = Words(context.Request.Headers[VersionHeader]).ToArray();
        if (offered.Length == 0)
            return "";
        if (offered.FirstOrDefault(known.Contains) is { } chosen)
            return chosen;
        context.Response.Headers[AcceptedHeader] = new StringValues([.. known]);
        await context.SendFailureAsync(ApiFailure.Forbidden(
            $"unable to upgrade: unable to negotiate protocol: client supports [{string.Join(' ', offered)}], server accepts [{string.Join(' ', known)}]"));
        return null;
    }

    /// <summary>Answers the request and takes the connection over.</summary>
    public static async Task<SpdyConnection> AcceptAsync(HttpContext context, string chosen)
    {
        context.Response.Headers.Upgrade = Protocol;
        if (chosen.Length > 0)
            context.Response.Headers[VersionHeader] = chosen;
        return new SpdyConnection(await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync());
    }

    private static IEnumerable<string> Words(StringValues header) =>
        header.OfType<string>().SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
