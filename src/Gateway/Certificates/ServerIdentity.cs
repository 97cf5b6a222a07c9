using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Krewe.Gateway.Certificates;

/// <summary>
/// How the server proves itself in TLS handshakes: a certificate for its names, renewed before it expires without a restart. Clients may
/// show a certificate of their own; whether it is good is judged with the request, so that a bad one gets an answer in HTTP.
/// </summary>
internal sealed class ServerIdentity
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly IssuedKeyPair _pair;
    private volatile Current _current;

    public ServerIdentity(string directory, CertificateAuthority authority, IReadOnlyCollection<string> names, TimeProvider time)
    {
        _time = time;
        _pair = new IssuedKeyPair(directory, "server", (key, now, lifetime) => authority.IssueServer(key, AlternativeNames(names), now, lifetime));
        _current = new Current(_pair.Load(time.GetUtcNow(), present => names.All(name => present.MatchesHostname(name)) && authority.VerifiesServer(present, time.GetUtcNow())));
    }

    /// <summary>The options of the next handshake; the same instance until the certificate changes, so that sessions are resumed.</summary>
    public SslServerAuthenticationOptions Options
    {
        get
        {
            var current = _current;
            if (_time.GetUtcNow() < current.RenewAt)
                return current.Options;
            lock (_gate)
            {
                if (_time.GetUtcNow() >= _current.RenewAt)
                    _current = new Current(_pair.Renew(_time.GetUtcNow()));
                return _current.Options;
            }
        }
    }

    private static SubjectAlternativeNameBuilder AlternativeNames(IEnumerable<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
                builder.AddIpAddress(address);
            else
                builder.AddDnsName(name);
        }
        return builder;
    }

    private sealed class Current(X509Certificate2 certificate)
    {
        public DateTimeOffset RenewAt { get; } = new DateTimeOffset(certificate.NotAfter) - IssuedKeyPair.RenewBefore / 2;

        public SslServerAuthenticationOptions Options { get; } = new()
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true),
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = static (_, _, _, _) => true,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        };
    }
}
