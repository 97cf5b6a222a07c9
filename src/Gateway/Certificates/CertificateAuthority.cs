using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Krewe.Gateway.Certificates;

/// <summary>
/// The authority that signs every certificate of an installation: its servers', its administrator's and its nodes'. Made at the first
/// start (ECDSA P-256) and kept in the data directory; whoever holds its key is the administrator.
/// </summary>
internal sealed class CertificateAuthority
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3650);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);
    private readonly X509Certificate2 _certificate;

    private CertificateAuthority(X509Certificate2 certificate) => _certificate = certificate;

    /// <summary>The authority's certificate in PEM, its last line ended, as Kubernetes hands it out: people put such files one after the other.</summary>
    public string Pem => _certificate.ExportCertificatePem() + "\n";

    /// <summary>Loads the authority from <c>ca.crt</c> and <c>ca.key</c> in a directory, or makes it.</summary>
    /// <exception cref="CryptographicException">The files are there and do not hold a certificate and its key.</exception>
    public static CertificateAuthority Open(string directory, DateTimeOffset now)
    {
        var files = new KeyPairFiles(directory, "ca");
        if (files.Exist)
            return new CertificateAuthority(files.Load());

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(DistinguishedNames.Of("krewe-ca"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var made = request.CreateSelfSigned(now - ClockSkew, now + Lifetime);
        files.Save(made.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
        return new CertificateAuthority(files.Load());
    }

    /// <summary>Signs a certificate for a server with these names.</summary>
    public X509Certificate2 IssueServer(PublicKey key, SubjectAlternativeNameBuilder names, DateTimeOffset now, TimeSpan lifetime)
    {
        var request = NewRequest(DistinguishedNames.Of("krewe-server"), key, ServerAuthentication);
        request.CertificateExtensions.Add(names.Build());
        return Sign(request, now, lifetime);
    }

    /// <summary>Signs a certificate that proves a user in groups.</summary>
    public X509Certificate2 IssueClient(PublicKey key, string user, string group, DateTimeOffset now, TimeSpan lifetime) =>
        Sign(NewRequest(DistinguishedNames.Of(user, group), key, ClientAuthentication), now, lifetime);

    /// <summary>True for a client certificate that this authority signed and that is valid at the time.</summary>
    public bool Verifies(X509Certificate2 certificate, DateTimeOffset now) => Verifies(certificate, now, ClientAuthentication);

    /// <summary>True for a server's certificate that this authority signed and that is valid at the time.</summary>
    public bool VerifiesServer(X509Certificate2 certificate, DateTimeOffset now) => Verifies(certificate, now, ServerAuthentication);

    private bool Verifies(X509Certificate2 certificate, DateTimeOffset now, Oid usage)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.LocalDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(usage);
        return chain.Build(certificate);
    }

    private static CertificateRequest NewRequest(X500DistinguishedName name, PublicKey key, Oid usage)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([usage], false));
        return request;
    }

    private X509Certificate2 Sign(CertificateRequest request, DateTimeOffset now, TimeSpan lifetime)
    {
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        var end = now + lifetime;
        return request.Create(_certificate, now - ClockSkew, end < _certificate.NotAfter ? end : _certificate.NotAfter, RandomNumberGenerator.GetBytes(16));
    }

    private static Oid ServerAuthentication => new("1.3.6.1.5.5.7.3.1");

    private static Oid ClientAuthentication => new("1.3.6.1.5.5.7.3.2");
}
