using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Krewe.SiloHost;

/// <summary>
/// <c>silo-host ready</c>: asks the host that runs with the same options whether it is ready, for health checks of containers, whose images
/// have no other client. The server's certificate is verified with the authority of the data directory.
/// </summary>
internal static class ReadinessQuestion
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Asks, says what is missing, and answers an exit code: 0 when it is ready.</summary>
    public static async Task<int> AskAsync(SiloHostOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var endpoint = options.Listen[0];
        var host = endpoint.Address.Equals(IPAddress.Any) ? IPAddress.Loopback
            : endpoint.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
            : endpoint.Address;
        try
        {
            using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(options.DataDirectory, "pki", "ca.crt"));
            using var handler = new SocketsHttpHandler { SslOptions = Trusting(authority), UseProxy = false };
            using var client = new HttpClient(handler) { Timeout = Patience };
            using var answer = await client.GetAsync(new UriBuilder("https", host.ToString(), endpoint.Port, "/readyz").Uri, cancellationToken);
            await output.WriteLineAsync((await answer.Content.ReadAsStringAsync(cancellationToken)).TrimEnd());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or System.Security.Cryptography.CryptographicException)
        {
            await output.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static SslClientAuthenticationOptions Trusting(X509Certificate2 authority) => new()
    {
        CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { authority },
            RevocationMode = X509RevocationMode.NoCheck,
        },
    };
}
