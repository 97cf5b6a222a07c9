using System.Security.Cryptography.X509Certificates;
using Krewe.Gateway.Certificates;
using Krewe.Gateway.Forwarding;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Krewe.Gateway.Authentication;

/// <summary>
/// Finds out whom the client certificate of a connection proves. On a connection of another silo of this installation it is whoever that
/// silo speaks for.
/// </summary>
internal sealed class ConnectionAuthenticator(CertificateAuthority authority, TimeProvider time)
{
    private static readonly object ConnectionKey = new();

    /// <summary>The identity, or null for a connection without a certificate or with one that is no good.</summary>
    public ClientIdentity? Authenticate(HttpContext context)
    {
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
