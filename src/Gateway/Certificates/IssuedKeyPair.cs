using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Krewe.Gateway.Certificates;

/// <summary>
/// A certificate of our own authority with its key in files, made when it is missing, nearly expired, of another authority, or made
/// for something else than what is wanted now.
/// </summary>
internal sealed class IssuedKeyPair(string directory, string name, Func<PublicKey, DateTimeOffset, TimeSpan, X509Certificate2> issue)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <summary>Certificates are renewed when less of their life than this is left.</summary>
    public static readonly TimeSpan RenewBefore = TimeSpan.FromDays(60);

    private readonly KeyPairFiles _files = new(directory, name);

    /// <summary>The pair as it is to be used now.</summary>
    public X509Certificate2 Load(DateTimeOffset now, Func<X509Certificate2, bool> suits)
    {
        if (_files.Exist)
        {
            var present = _files.Load();
            if (present.NotAfter - RenewBefore > now.LocalDateTime && suits(present))
                return present;
            present.Dispose();
        }
        return Renew(now);
    }

    /// <summary>Makes a new pair.</summary>
    public X509Certificate2 Renew(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = issue(new PublicKey(key), now, Lifetime);
        _files.Save(made.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
        return _files.Load();
    }

    /// <summary>Certificate and key in PEM.</summary>
    public (string Certificate, string Key) LoadPem() => _files.LoadPem();
}
