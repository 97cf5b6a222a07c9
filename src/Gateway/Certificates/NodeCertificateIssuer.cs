using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Krewe.AgentLink.Joining;
using Krewe.Protocol;

namespace Krewe.Gateway.Certificates;

/// <summary>Signs nodes' certificates with the installation's authority.</summary>
internal sealed class NodeCertificateIssuer(Credentials credentials, TimeProvider time) : INodeCertificateIssuer
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <inheritdoc/>
    public string AuthoritiesPem => credentials.Authority.Pem;

    /// <inheritdoc/>
    public bool IsJoinToken(string token) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(token)), SHA256.HashData(Encoding.UTF8.GetBytes(credentials.JoinToken)));

    /// <inheritdoc/>
    public string? Issue(string nodeName, string certificateRequestPem)
    {
        try
        {
            // Loading verifies that whoever asks has the key. The names in the request are not looked at.
            var request = CertificateRequest.LoadSigningRequestPem(certificateRequestPem, HashAlgorithmName.SHA256);
            using var issued = credentials.Authority.IssueClient(
                request.PublicKey, AgentProtocol.NodeUserPrefix + nodeName, AgentProtocol.NodeOrganization, time.GetUtcNow(), Lifetime);
            return issued.ExportCertificatePem();
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}
