using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Krewe.Gateway.Tests.Harness;

namespace Krewe.Gateway.Tests;

[Collection(SharedControlPlane.Name)]
public sealed class ServiceAccountTokenTests(ControlPlaneFixture plane)
{
    private const string Issuer = "https://kubernetes.default.svc.cluster.local";

    private readonly ApiClient _admin = plane.Api();

    [Fact]
    public async Task A_token_says_what_Kubernetes_says_and_its_signature_can_be_verified_by_the_published_key()
    {
        var (space, uid) = await AccountAsync("robot");
        var answer = await TokenAsync(space, "robot", """{"spec":{"expirationSeconds":1200}}""");
        answer.Code.ShouldBe(HttpStatusCode.Created, answer.Text);
        ((string)answer.Json["kind"]!).ShouldBe("TokenRequest");
        ((string)answer.Json["spec"]!["audiences"]![0]!).ShouldBe(Issuer);

        var parts = ((string)answer.Json["status"]!["token"]!).Split('.');
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        ((string)claims["sub"]!).ShouldBe($"system:serviceaccount:{space}:robot");
        ((string)claims["iss"]!).ShouldBe(Issuer);
        claims["aud"]!.AsArray().Select(audience => (string)audience!).ShouldBe([Issuer]);
        ((long)claims["exp"]! - (long)claims["iat"]!).ShouldBe(1200);
        ((long)claims["nbf"]!).ShouldBe((long)claims["iat"]!);
        claims["kubernetes.io"]!.ToJsonString().ShouldBe($$$"""{"namespace":"{{{space}}}","serviceaccount":{"name":"robot","uid":"{{{uid}}}"}}""");
        DateTimeOffset.Parse((string)answer.Json["status"]!["expirationTimestamp"]!, System.Globalization.CultureInfo.InvariantCulture)
            .ToUnixTimeSeconds().ShouldBe((long)claims["exp"]!);

        var configuration = await _admin.SendAsync("GET", "/.well-known/openid-configuration");
        ((string)configuration.Json["issuer"]!).ShouldBe(Issuer);
        new Uri((string)configuration.Json["jwks_uri"]!).AbsolutePath.ShouldBe("/openid/v1/jwks");
        var key = (await _admin.SendAsync("GET", "/openid/v1/jwks")).Json["keys"]![0]!;
        ((string)key["kid"]!).ShouldBe((string)JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!["kid"]!);
        using var verifier = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars((string)key["x"]!), Y = Base64Url.DecodeFromChars((string)key["y"]!) },
        });
        verifier.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256).ShouldBeTrue();
    }

    [Fact]
    public async Task A_bearer_is_the_account_until_the_account_is_gone()
    {
        var (space, uid) = await AccountAsync("robot");
        using var robot = plane.Api(await TokenTextAsync(space, "robot", "{}"), null);
        var who = (await robot.SendAsync("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}")).Json["status"]!["userInfo"]!;
        ((string)who["username"]!).ShouldBe($"system:serviceaccount:{space}:robot");
        ((string)who["uid"]!).ShouldBe(uid);
        who["groups"]!.AsArray().Select(group => (string)group!).ShouldBe(["system:serviceaccounts", $"system:serviceaccounts:{space}", "system:authenticated"]);
        ((string)who["extra"]!["authentication.kubernetes.io/credential-id"]![0]!).ShouldStartWith("JTI=");

        (await _admin.SendAsync("DELETE", $"/api/v1/namespaces/{space}/serviceaccounts/robot")).Code.ShouldBe(HttpStatusCode.OK);
        (await robot.SendAsync("GET", "/api")).Code.ShouldBe(HttpStatusCode.Unauthorized);
        // One of the same name is another one.
        await AccountAsync("robot", space);
        (await robot.SendAsync("GET", "/api")).Code.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_for_others_is_no_credential_here()
    {
        var (space, _) = await AccountAsync("robot");
        var token = await TokenTextAsync(space, "robot", """{"spec":{"audiences":["vault"]}}""");
        using var robot = plane.Api(token, null);
        (await robot.SendAsync("GET", "/api")).Code.ShouldBe(HttpStatusCode.Unauthorized);
        var here = await ReviewAsync(token, "[]");
        here["authenticated"].ShouldBeNull();
        ((string)here["error"]!).ShouldContain("invalid for the target audiences");
        var there = await ReviewAsync(token, """["vault","other"]""");
        ((bool)there["authenticated"]!).ShouldBeTrue();
        there["audiences"]!.AsArray().Select(audience => (string)audience!).ShouldBe(["vault"]);
        ((string)there["user"]!["username"]!).ShouldBe($"system:serviceaccount:{space}:robot");
    }

    [Fact]
    public async Task A_token_that_somebody_has_changed_is_none()
    {
        var (space, _) = await AccountAsync("robot");
        var parts = (await TokenTextAsync(space, "robot", "{}")).Split('.');
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        string[] forgeries =
        [
            $"{parts[0]}.{Encode(claims.Replace("robot", "admin", StringComparison.Ordinal))}.{parts[2]}",
            $"{Encode("""{"alg":"none"}""")}.{parts[1]}.",
            $"{Encode("""{"alg":"HS256"}""")}.{parts[1]}.{parts[2]}",
            $"{parts[0]}.{parts[1]}.{parts[2][..^4]}AAAA",
            $"{parts[0]}.{parts[1]}",
            "..", "a.b.c", ".{}.",
        ];
        foreach (var forgery in forgeries)
        {
            using var liar = plane.Api(forgery, null);
            (await liar.SendAsync("GET", "/api")).Code.ShouldBe(HttpStatusCode.Unauthorized, forgery);
        }

        static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
    }

    [Fact]
    public async Task A_token_ends_with_the_pod_that_it_is_bound_to()
    {
        var (space, _) = await AccountAsync("robot");
        var pod = await PodAsync(space, "worker", "robot", null);
        var uid = (string)pod["metadata"]!["uid"]!;
        var bound = $$$$"""{"spec":{"boundObjectRef":{"apiVersion":"v1","kind":"Pod","name":"worker","uid":"{{{{uid}}}}"}}}""";
        using var robot = plane.Api(await TokenTextAsync(space, "robot", bound), null);
        var extra = (await robot.SendAsync("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}")).Json["status"]!["userInfo"]!["extra"]!;
        ((string)extra["authentication.kubernetes.io/pod-name"]![0]!).ShouldBe("worker");
        ((string)extra["authentication.kubernetes.io/pod-uid"]![0]!).ShouldBe(uid);
        (await _admin.SendAsync("DELETE", $"/api/v1/namespaces/{space}/pods/worker?gracePeriodSeconds=0")).Code.ShouldBe(HttpStatusCode.OK);
        (await robot.SendAsync("GET", "/api")).Code.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("""{"spec":{"expirationSeconds":599}}""", 422,
        "TokenRequest.authentication.k8s.io \"robot\" is invalid: spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes")]
    [InlineData("""{"spec":{"expirationSeconds":4294967297}}""", 422,
        "TokenRequest.authentication.k8s.io \"robot\" is invalid: spec.expirationSeconds: Invalid value: 4294967297: may not specify a duration larger than 2^32 seconds")]
    [InlineData("""{"spec":{"boundObjectRef":{"apiVersion":"v1","kind":"Pod","name":"nobody"}}}""", 404, "pods \"nobody\" not found")]
    [InlineData("""{"spec":{"boundObjectRef":{"apiVersion":"v1","kind":"Pod","name":"other"}}}""", 400,
        "cannot bind token for serviceaccount \"robot\" to pod running with different serviceaccount name.")]
    [InlineData("""{"spec":{"boundObjectRef":{"apiVersion":"v1","kind":"Pod","name":"own","uid":"wrong"}}}""", 409, "does not match the UID in record")]
    [InlineData("""{"spec":{"boundObjectRef":{"apiVersion":"v1","kind":"ConfigMap","name":"own"}}}""", 400, "cannot bind token to object of type v1, Kind=ConfigMap")]
    public async Task Requests_that_cannot_be_granted_are_refused_with_reasons(string request, int code, string message)
    {
        var (space, _) = await AccountAsync("robot");
        await PodAsync(space, "own", "robot", null);
        await PodAsync(space, "other", "default", null);
        var answer = await TokenAsync(space, "robot", request);
        ((int)answer.Code).ShouldBe(code, answer.Text);
        ((string)answer.Json["message"]!).ShouldContain(message);
    }

    [Fact]
    public async Task An_account_that_is_not_there_has_no_token()
    {
        var space = await _admin.NamespaceAsync();
        (await TokenAsync(space, "nobody", "{}")).Code.ShouldBe(HttpStatusCode.NotFound);
        (await _admin.SendAsync("GET", $"/api/v1/namespaces/{space}/serviceaccounts/default/token")).Code.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task A_node_gets_tokens_of_its_own_pods_only()
    {
        using var certificate = await CredentialTests.JoinAsync(plane, "token-node");
        using var node = plane.Api(null, certificate);
        var (space, _) = await AccountAsync("robot");
        await PodAsync(space, "mine", "robot", "token-node");
        await PodAsync(space, "theirs", "robot", "other-node");
        var path = $"/api/v1/namespaces/{space}/serviceaccounts/robot/token";
        (await node.SendAsync("POST", path, Bound("mine"))).Code.ShouldBe(HttpStatusCode.Created);
        foreach (var (request, why) in new[]
        {
            (Bound("theirs"), "node requested token bound to a pod scheduled on a different node"),
            ("{}", "node requested token not bound to a pod"),
            ("""{"spec":{"boundObjectRef":{"apiVersion":"v1","kind":"Secret","name":"s"}}}""", "node requested token not bound to a pod"),
        })
        {
            var refused = await node.SendAsync("POST", path, request);
            refused.Code.ShouldBe(HttpStatusCode.Forbidden);
            ((string)refused.Json["message"]!).ShouldBe($"serviceaccounts \"robot\" is forbidden: {why}");
        }

        static string Bound(string pod) => $$$$"""{"spec":{"boundObjectRef":{"apiVersion":"v1","kind":"Pod","name":"{{{{pod}}}}"}}}""";
    }

    private async Task<(string Namespace, string Uid)> AccountAsync(string name, string? space = null)
    {
        space ??= await _admin.NamespaceAsync();
        var made = await _admin.SendAsync("POST", $"/api/v1/namespaces/{space}/serviceaccounts", $$$"""{"metadata":{"name":"{{{name}}}"}}""");
        made.Code.ShouldBe(HttpStatusCode.Created, made.Text);
        return (space, (string)made.Json["metadata"]!["uid"]!);
    }

    private async Task<JsonNode> PodAsync(string space, string name, string account, string? node)
    {
        var bound = node is null ? "" : $"\"nodeName\":\"{node}\",";
        var made = await _admin.SendAsync("POST", $"/api/v1/namespaces/{space}/pods",
            $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{{{{bound}}}"serviceAccountName":"{{{account}}}","containers":[{"name":"c","image":"i"}]}}""");
        made.Code.ShouldBe(HttpStatusCode.Created, made.Text);
        return made.Json;
    }

    private Task<Answer> TokenAsync(string space, string account, string request) =>
        _admin.SendAsync("POST", $"/api/v1/namespaces/{space}/serviceaccounts/{account}/token", request);

    private async Task<string> TokenTextAsync(string space, string account, string request)
    {
        var answer = await TokenAsync(space, account, request);
        answer.Code.ShouldBe(HttpStatusCode.Created, answer.Text);
        return (string)answer.Json["status"]!["token"]!;
    }

    private async Task<JsonNode> ReviewAsync(string token, string audiences)
    {
        var answer = await _admin.SendAsync(
            "POST", "/apis/authentication.k8s.io/v1/tokenreviews", $$$"""{"spec":{"token":"{{{token}}}","audiences":{{{audiences}}}}}""");
        answer.Code.ShouldBe(HttpStatusCode.Created, answer.Text);
        return answer.Json["status"]!;
    }
}
