using System.Security.Cryptography.X509Certificates;

namespace Krewe.Gateway.Certificates;

/// <summary>A certificate and its key in PEM: <c>NAME.crt</c> and <c>NAME.key</c>.</summary>
internal sealed class KeyPairFiles(string directory, string name)
{
    private string CertificatePath => Path.Combine(directory, name + ".crt");

    private string KeyPath => Path.Combine(directory, name + ".key");

    /// <summary>True when both are there. The certificate is written last.</summary>
    public bool Exist => File.Exists(CertificatePath) && File.Exists(KeyPath);

    /// <summary>Reads both.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">They are not a certificate and its key.</exception>
    public X509Certificate2 Load() => X509Certificate2.CreateFromPemFile(CertificatePath, KeyPath);

    /// <summary>Reads both as they are, for a kubeconfig.</summary>
    public (string Certificate, string Key) LoadPem() => (File.ReadAllText(CertificatePath), File.ReadAllText(KeyPath));

    /// <summary>Replaces both.</summary>
    public void Save(string certificate, string key)
    {
        PrivateFile.Write(KeyPath, key);
        PrivateFile.Write(CertificatePath, certificate);
    }
}
