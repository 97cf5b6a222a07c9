using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Krewe.Gateway.Tests.Harness;
using Krewe.Protocol;

namespace Krewe.Gateway.Tests;

[Collection(SharedControlPlane.Name)]
public sealed class CredentialTests(ControlPlaneFixture plane)
{
    [Theory]
    [InlineData("/api/v1/namespaces", HttpStatusCode.Unauthorized)]
    [InlineData("/metrics", HttpStatusCode.Unauthorized)]
    [InlineData("/openapi/v3", HttpStatusCode.Unauthorized)]
    [InlineData("/nothing", HttpStatusCode.Unauthorized)]
    [InlineData("/agent/v1/session", HttpStatusCode.Unauthorized)]
    [InlineData("/livez", HttpStatusCode.OK)]
    [InlineData("/readyz?verbose", HttpStatusCode.OK)]
    [InlineData("/version", HttpStatusCode.OK)]
    public async Task Strangers_learn_nothing_but_health_and_version(string path, HttpStatusCode code)
    {
        using var nobody = plane.Api(token: null, certificate: null);
        (await nobody.SendAsync("GET", path)).Code.ShouldBe(code);
        using var liar = plane.Api(token: "guessed", certificate: null);
        (await liar.SendAsync("GET", path)).Code.ShouldBe(code);
    }

    /// <summary>A connection remembers whom its last token proved, so that the next must be told from it.</summary>
    [Fact]
    public async Task Every_request_of_a_connection_has_its_own_credential()
    {
        using var api = plane.Api(token: null, certificate: null);
        var right = (await File.ReadAllTextAsync(Path.Combine(plane.DataDirectory, "pki", "tokens.csv"))).Split(',')[0];
        var wrong = right[..^1] + (right[^1] == 'x' ? 'y' : 'x');
        foreach (var token in (string?[])[right, right, wrong, right, null, right, wrong, wrong])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/namespaces");
            if (token is not null)
                request.Headers.Authorization = new("Bearer", token);
            // One after the other, they all take the one connection that is free.
            using var answer = await api.SendAsync(request);
            answer.StatusCode.ShouldBe(token == right ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task The_administrators_certificate_is_a_credential()
    {
        var pki = Path.Combine(plane.DataDirectory, "pki");
        using var admin = plane.Api(null, WithKey(X509Certificate2.CreateFromPemFile(Path.Combine(pki, "admin.crt"), Path.Combine(pki, "admin.key"))));
        var review = await admin.SendAsync("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}");
        ((string)review.Json["status"]!["userInfo"]!["username"]!).ShouldBe("krewe-admin");
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_none()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("O=system:masters, CN=krewe-admin", key, HashAlgorithmName.SHA256);
        using var forged = plane.Api(null, WithKey(request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero))));
        (await forged.SendAsync("GET", "/api/v1/namespaces")).Code.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Keys_and_tokens_are_readable_by_their_owner_only()
    {
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        string[] secrets = ["pki/ca.key", "pki/server.key", "pki/admin.key", "pki/tokens.csv", "pki/sa.key", "join-token"];
        foreach (var secret in secrets)
            (File.GetUnixFileMode(Path.Combine(plane.DataDirectory, secret)) & others).ShouldBe(UnixFileMode.None, secret);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_node_joins_with_the_token_and_may_do_nothing_but_a_nodes_work()
    {
        using var certificate = await JoinAsync(plane, "credential-node");
        using var node = plane.Api(null, certificate);
        var refused = await node.SendAsync("GET", "/api/v1/pods");
        refused.Code.ShouldBe(HttpStatusCode.Forbidden);
        ((string)refused.Json["message"]!).ShouldBe(
            "pods is forbidden: User \"system:node:credential-node\" cannot list resource \"pods\" in API group \"\" at the cluster scope");
        (await node.SendAsync("GET", AgentProtocol.SessionPath)).Code.ShouldBe(HttpStatusCode.UpgradeRequired);
    }

    [Theory]
    [InlineData("wrong", "n", HttpStatusCode.Unauthorized)]
    [InlineData(null, "n", HttpStatusCode.Unauthorized)]
    [InlineData("right", "No Name", HttpStatusCode.BadRequest)]
    public async Task Joining_needs_the_token_and_a_name(string? token, string name, HttpStatusCode code)
    {
        using var nobody = plane.Api(null, null);
        var secret = token == "right" ? (await File.ReadAllTextAsync(Path.Combine(plane.DataDirectory, "join-token"))).Trim() : token;
        var body = ProtocolJson.Write(new JoinRequest { NodeName = name, Token = secret, CertificateRequest = "nonsense" });
        (await nobody.SendAsync("POST", AgentProtocol.JoinPath, Encoding.UTF8.GetString(body))).Code.ShouldBe(code);
        (await nobody.SendAsync("POST", AgentProtocol.JoinPath, "{")).Code.ShouldBe(HttpStatusCode.BadRequest);
    }

    /// <summary>Gets a certificate as a node's agent does.</summary>
    internal static async Task<X509Certificate2> JoinAsync(ControlPlaneFixture plane, string name)
    {
        using var nobody = plane.Api(null, null);
        return await JoinAsync(nobody, plane.DataDirectory, name);
    }

    /// <summary>The same by another way to the server.</summary>
    internal static async Task<X509Certificate2> JoinAsync(ApiClient nobody, string dataDirectory, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var body = ProtocolJson.Write(new JoinRequest
        {
            NodeName = name,
            Token = (await File.ReadAllTextAsync(Path.Combine(dataDirectory, "join-token"))).Trim(),
            CertificateRequest = request.CreateSigningRequestPem(),
        });
        var answer = await nobody.SendAsync("POST", AgentProtocol.JoinPath, Encoding.UTF8.GetString(body));
        answer.Code.ShouldBe(HttpStatusCode.OK, answer.Text);
        ProtocolJson.TryRead<JoinAnswer>(Encoding.UTF8.GetBytes(answer.Text), out var joined, out var error).ShouldBeTrue(error);
        return WithKey(X509Certificate2.CreateFromPem(joined.Certificate, key.ExportPkcs8PrivateKeyPem()));
    }

    // TLS wants a key that did not come from PEM.
    internal static X509Certificate2 WithKey(X509Certificate2 certificate) => X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
}
