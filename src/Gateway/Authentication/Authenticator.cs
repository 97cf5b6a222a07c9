using System.Security.Cryptography.X509Certificates;
using Krewe.Gateway.Certificates;
using Krewe.Gateway.Forwarding;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Krewe.Gateway.Authentication;

/// <summary>Finds out who sends a request: a bearer token if there is one, else the client certificate of the connection.</summary>
internal sealed class Authenticator(StaticTokens tokens, CertificateAuthority authority, TimeProvider time)
{
    private const string Bearer = "Bearer ";
    private static readonly object ConnectionKey = new();

    /// <summary>The identity, or null for a request without a credential or with one that is no good.</summary>
    public ClientIdentity? Authenticate(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count > 0)
        {
            var value = header[0].AsSpan();
            return header.Count == 1 && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                ? tokens.Find(value[Bearer.Length..].Trim())
                : null;
        }
        // Another silo speaks for whoever has asked it.
        var caller = AuthenticateConnection(context);
        return caller is { IsSilo: true } ? ForwardedIdentity.Read(context.Request.Headers) : caller;
    }

    /// <summary>True for a request on a connection of another silo.</summary>
    public bool IsSilo(HttpContext context) => AuthenticateConnection(context) is { IsSilo: true };

    private ClientIdentity? AuthenticateConnection(HttpContext context)
    {
        if (context.Features.Get<ITlsConnectionFeature>()?.ClientCertificate is not { } certificate)
            return null;
        // A certificate is verified once for each connection, and again only its end is looked at.
        // The streams of an HTTP/2 connection share its items, hence the lock.
        if (context.Features.Get<IConnectionItemsFeature>()?.Items is not { } items)
            return Verify(certificate);
        lock (items)
        {
            if (items.TryGetValue(ConnectionKey, out var known) && known is ClientIdentity identity)
                return certificate.NotAfter > time.GetLocalNow().DateTime ? identity : null;
            if (Verify(certificate) is not { } verified)
                return null;
            items[ConnectionKey] = verified;
            return verified;
        }
    }

    private ClientIdentity? Verify(X509Certificate2 certificate) =>
        authority.Verifies(certificate, time.GetUtcNow()) ? Identify(certificate) : null;

    private static ClientIdentity? Identify(X509Certificate2 certificate)
    {
        var user = "";
        var groups = new List<string>();
        foreach (var part in certificate.SubjectName.EnumerateRelativeDistinguishedNames())
        {
            switch (part.GetSingleElementType().Value)
            {
                case DistinguishedNames.CommonName:
                    user = part.GetSingleElementValue() ?? "";
                    break;
                case DistinguishedNames.Organization:
                    groups.Add(part.GetSingleElementValue() ?? "");
                    break;
            }
        }
        return user.Length == 0 ? null : new ClientIdentity(user, [.. groups, ClientIdentity.Authenticated]);
    }
}
