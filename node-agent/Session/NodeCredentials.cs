using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Krewe.NodeAgent.Native;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Session;

/// <summary>
/// Who the agent is: its key and certificate, and the authorities that it trusts, as files of the data directory. The key is made here
/// and never leaves it; the files are readable by the agent's user only.
/// </summary>
internal sealed class NodeCredentials(string directory, string nodeName, string? authoritiesFile, TimeProvider time) : IDisposable
{
    private const double RenewAfter = 2.0 / 3;

    private readonly string _keyFile = Path.Combine(directory, "node.key");
    private readonly string _certificateFile = Path.Combine(directory, "node.crt");
    private readonly string _trustFile = Path.Combine(directory, "ca.crt");

    /// <summary>The certificate with its key, or null before the agent has joined.</summary>
    public X509Certificate2? Certificate { get; private set; }

    /// <summary>The authorities that sign servers; empty to trust the machine's.</summary>
    public X509Certificate2Collection Authorities { get; } = [];

    /// <summary>Reads what is on disk.</summary>
    /// <exception cref="TransportException">A file cannot be read.</exception>
    public void Load()
    {
        try
        {
            LoadAuthorities();
            if (!File.Exists(_certificateFile) || !File.Exists(_keyFile))
                return;
            using var certificate = X509Certificate2.CreateFromPemFile(_certificateFile, _keyFile);
            if (certificate.NotAfter.ToUniversalTime() > time.GetUtcNow().UtcDateTime && certificate.GetNameInfo(X509NameType.SimpleName, false) == AgentProtocol.NodeUserPrefix + nodeName)
                Use(certificate);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new TransportException($"the node's certificate in {directory} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>True when the certificate has lived two thirds of its life.</summary>
    public bool ShouldRenew
    {
        get
        {
            if (Certificate is null)
                return false;
            var (from, to) = (Certificate.NotBefore.ToUniversalTime(), Certificate.NotAfter.ToUniversalTime());
            return time.GetUtcNow().UtcDateTime > from + (to - from) * RenewAfter;
        }
    }

    /// <summary>Makes a new key and a request for its certificate.</summary>
    public (ECDsa Key, string Request) MakeRequest()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName(AgentProtocol.NodeOrganization);
        subject.AddCommonName(AgentProtocol.NodeUserPrefix + nodeName);
        return (key, new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256).CreateSigningRequestPem());
    }

    /// <summary>Keeps what the control plane answered.</summary>
    /// <exception cref="TransportException">It is no certificate of the key.</exception>
    public async Task Keep(ECDsa key, JoinAnswer answer, CancellationToken cancellationToken)
    {
        try
        {
            using var leaf = X509Certificate2.CreateFromPem(answer.Certificate);
            using var certificate = leaf.CopyWithPrivateKey(key);
            await PrivateFile.Write(_keyFile, System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()), cancellationToken);
            await PrivateFile.Write(_certificateFile, System.Text.Encoding.ASCII.GetBytes(answer.Certificate), cancellationToken);
            await PrivateFile.Write(_trustFile, System.Text.Encoding.ASCII.GetBytes(answer.Authorities), cancellationToken);
            Use(certificate);
            LoadAuthorities();
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new TransportException($"the control plane's answer holds no certificate for this node's key: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Certificate?.Dispose();

    private void LoadAuthorities()
    {
        Authorities.Clear();
        foreach (var file in new[] { authoritiesFile, _trustFile })
            if (file is not null && File.Exists(file))
                Authorities.ImportFromPemFile(file);
    }

    /// <summary>TLS wants the key in the certificate's own form, so it goes through PKCS #12.</summary>
    private void Use(X509Certificate2 certificate)
    {
        Certificate?.Dispose();
        Certificate = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
