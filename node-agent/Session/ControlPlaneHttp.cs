using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Krewe.NodeAgent.Session;

/// <summary>HTTP to the control plane under the agent's own trust: its authorities only, and the node's certificate once there is one.</summary>
internal static class ControlPlaneHttp
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);

    /// <summary>Makes a client for the credentials as they are now; it serves one connection or exchange.</summary>
    public static HttpMessageInvoker Client(NodeCredentials credentials)
    {
        var tls = new SslClientAuthenticationOptions
        {
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            ClientCertificates = credentials.Certificate is { } certificate ? [certificate] : null,
        };
        if (credentials.Certificate is { } own)
            tls.ClientCertificateContext = SslStreamCertificateContext.Create(own, null, offline: true);
        if (credentials.Authorities.Count > 0)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(credentials.Authorities);
        }
        return new HttpMessageInvoker(new SocketsHttpHandler { SslOptions = tls, ConnectTimeout = ConnectLimit, UseProxy = false, AllowAutoRedirect = false });
    }
}
