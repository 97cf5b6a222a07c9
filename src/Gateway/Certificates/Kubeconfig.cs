using System.Text;

namespace Krewe.Gateway.Certificates;

/// <summary>The configuration file that <c>kubectl</c> and client libraries read, with everything embedded.</summary>
internal static class Kubeconfig
{
    /// <summary>Writes a kubeconfig for one user of one server.</summary>
    /// <param name="server"><c>https://127.0.0.1:6443</c></param>
    /// <param name="authorityPem">Certificate of the authority that signed the server's.</param>
    /// <param name="client">The user's certificate and key in PEM.</param>
    public static string Format(Uri server, string authorityPem, (string Certificate, string Key) client) => $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: krewe
          cluster:
            server: {server.GetLeftPart(UriPartial.Authority)}
            certificate-authority-data: {Base64(authorityPem)}
        users:
        - name: krewe-admin
          user:
            client-certificate-data: {Base64(client.Certificate)}
            client-key-data: {Base64(client.Key)}
        contexts:
        - name: krewe
          context:
            cluster: krewe
            user: krewe-admin
            namespace: default
        current-context: krewe

        """;

    private static string Base64(string pem) => Convert.ToBase64String(Encoding.UTF8.GetBytes(pem));
}
