using System.Net;
using System.Security.Cryptography;
using Krewe.Gateway.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace Krewe.Gateway.Forwarding;

/// <summary>The request that goes to the other silo: the caller's, without what belongs to the caller's connection, and with who it is.</summary>
internal static class ForwardedRequest
{
    /// <summary>Marks what silos pass on, so that it is not passed on twice.</summary>
    public const string Mark = "X-Krewe-Forwarded";

    /// <summary>Headers of one connection (RFC 9110, 7.6.1), and those that the client makes itself.</summary>
    private static readonly HashSet<string> Left = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Transfer-Encoding", "TE", "Trailer", "Upgrade", "Host", "Expect", "Content-Length", Mark,
    };

    /// <summary>True for a request that becomes a stream of bytes: a WebSocket, or whatever else is asked for by <c>Upgrade</c>.</summary>
    public static bool IsUpgrade(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true || context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true;

    /// <summary>Makes the request.</summary>
    /// <param name="context">The caller's request.</param>
    /// <param name="server">The other silo.</param>
    /// <param name="identity">Whom the caller's certificate has proven; null where it has shown a token, which is passed on, or nothing.</param>
    public static HttpRequestMessage For(HttpContext context, Uri server, ClientIdentity? identity)
    {
        var request = context.Request;
        var upgrade = IsUpgrade(context);
        var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(server, request.GetEncodedPathAndQuery()))
        {
            // Only HTTP/1.1 connections can be turned into streams of bytes.
            Version = upgrade ? HttpVersion.Version11 : HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (!upgrade && HasBody(context))
        {
            message.Content = new ForwardedBody(request);
            // The body follows only when the other silo asks for it, so that one that cannot serve has not swallowed it.
            message.Headers.ExpectContinue = true;
        }
        foreach (var (name, values) in request.Headers)
        {
            if (name[0] == ':' || Left.Contains(name) || name.StartsWith(ForwardedIdentity.Prefix, StringComparison.OrdinalIgnoreCase))
                continue;
            if (!message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                message.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
        if (upgrade)
            AddUpgrade(message, context);
        message.Headers.Add(Mark, "1");
        if (identity is not null)
        {
            foreach (var (name, values) in ForwardedIdentity.Headers(identity))
                message.Headers.Add(name, values);
        }
        return message;
    }

    /// <summary>Copies the head of the other silo's answer.</summary>
    public static void CopyHead(HttpResponseMessage from, HttpResponse to)
    {
        to.StatusCode = (int)from.StatusCode;
        foreach (var (name, values) in from.Headers.NonValidated.Concat(from.Content.Headers.NonValidated))
        {
            if (!Left.Contains(name) || name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
                || (name.Equals("Upgrade", StringComparison.OrdinalIgnoreCase) && from.StatusCode == HttpStatusCode.SwitchingProtocols))
                to.Headers[name] = values.ToArray();
        }
    }

    private static bool HasBody(HttpContext context) => context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    private static void AddUpgrade(HttpRequestMessage message, HttpContext context)
    {
        message.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
        {
            // A WebSocket over HTTP/2 (RFC 8441) has the same frames; only its opening differs.
            message.Method = HttpMethod.Get;
            message.Headers.TryAddWithoutValidation("Upgrade", connect.Protocol);
            message.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)));
        }
        else
        {
            message.Headers.TryAddWithoutValidation("Upgrade", (IEnumerable<string?>)context.Request.Headers.Upgrade);
        }
    }
}
