using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Krewe.Client;
using Krewe.EndToEnd.Tests.Cluster;

namespace Krewe.EndToEnd.Tests;

/// <summary>Whatever a client sends, the answer is a Status that names the field, and the server's log shows no exception.</summary>
public sealed class BadInput(HelloCluster hello) : IClassFixture<HelloCluster>
{
    private const string ConfigMaps = "api/v1/namespaces/default/configmaps";
    private const string Deployments = "apis/apps/v1/namespaces/default/deployments";

    private static readonly string TooBig =
        $"{{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{{\"name\":\"big\"}},\"data\":{{\"x\":\"{new string('x', 4 * 1024 * 1024)}\"}}}}";

    public static TheoryData<string, Request, Refusal> Cases => new()
    {
        { "malformed JSON", new("POST", ConfigMaps, "{\"kind\": \"ConfigMap\", "), new(400, "BadRequest", null) },
        { "malformed YAML", new("POST", ConfigMaps, "kind: [ConfigMap\n", "application/yaml"), new(400, "BadRequest", null) },
        { "not UTF-8", new("POST", ConfigMaps, "\u0000\u0001"), new(400, "BadRequest", null) },
        { "no body", new("POST", ConfigMaps, ""), new(400, "BadRequest", null) },
        { "unknown kind in the body", new("POST", ConfigMaps, """{"apiVersion":"v1","kind":"Gadget","metadata":{"name":"x"}}"""), new(400, "BadRequest", null) },
        { "unknown kind in the path", new("GET", "api/v1/namespaces/default/gadgets", ""), new(404, "NotFound", null) },
        { "unknown group", new("GET", "apis/none.example/v1/things", ""), new(404, "NotFound", null) },
        { "wrong type", new("POST", Deployments, """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"x"},"spec":{"replicas":"three"}}"""), new(400, "BadRequest", null) },
        { "name that breaks the rules", new("POST", ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"Not_A_Name"}}"""), new(422, "Invalid", "metadata.name") },
        { "no name", new("POST", ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{}}"""), new(422, "Invalid", "metadata.name") },
        { "invalid deployment", new("POST", Deployments, """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"x"},"spec":{"replicas":-1,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"c"}},"spec":{"containers":[]}}}}"""), new(422, "Invalid", "spec.replicas") },
        { "unknown field, strictly", new("POST", ConfigMaps + "?fieldValidation=Strict", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"},"dta":{}}"""), new(400, "BadRequest", null) },
        { "namespace of the body is not that of the path", new("POST", ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x","namespace":"other"}}"""), new(400, "BadRequest", null) },
        { "namespace that does not exist", new("POST", "api/v1/namespaces/nowhere/configmaps", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"}}"""), new(404, "NotFound", null) },
        { "object that exists", new("POST", ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"hello"}}"""), new(409, "AlreadyExists", null) },
        { "stale version", new("PUT", ConfigMaps + "/hello", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"hello","resourceVersion":"424242"}}"""), new(409, "Conflict", null) },
        { "patch that makes the object invalid", new("PATCH", Deployments + "/hello", """{"spec":{"replicas":-5}}""", "application/merge-patch+json"), new(422, "Invalid", "spec.replicas") },
        { "patch that is no JSON", new("PATCH", Deployments + "/hello", "][", "application/json-patch+json"), new(400, "BadRequest", null) },
        { "patch of an unknown type", new("PATCH", Deployments + "/hello", "{}", "text/plain"), new(415, "UnsupportedMediaType", null) },
        { "patch of a path that is not there", new("PATCH", Deployments + "/hello", """[{"op":"remove","path":"/spec/nothing"}]""", "application/json-patch+json"), new(422, "Invalid", null) },
        { "unknown field selector", new("GET", ConfigMaps + "?fieldSelector=data.x%3D1", ""), new(400, "BadRequest", null) },
        { "malformed label selector", new("GET", ConfigMaps + "?labelSelector=a%3D%3D%3Db%3D", ""), new(400, "BadRequest", null) },
        { "malformed limit", new("GET", ConfigMaps + "?limit=few", ""), new(400, "BadRequest", null) },
        { "method that is not allowed", new("POST", ConfigMaps + "/hello", "{}"), new(405, "MethodNotAllowed", null) },
        { "body over the limit", new("POST", ConfigMaps, TooBig), new(413, "RequestEntityTooLarge", null) },
        { "very deep body", new("POST", ConfigMaps, string.Concat(Enumerable.Repeat("[", 5000))), new(400, "BadRequest", null) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Is_refused_with_a_status(string what, Request request, Refusal expected)
    {
        using var patience = Patience.Of(TimeSpan.FromSeconds(30));
        using var http = ApiConnection.FromKubeconfig(hello.Cluster.Kubeconfig).CreateHttpClient();
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Path);
        if (request.Method != "GET")
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.Body));
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.ContentType);
        }

        using var response = await http.SendAsync(message, patience.Token);
        var text = await response.Content.ReadAsStringAsync(patience.Token);

        ((int)response.StatusCode).ShouldBe(expected.Code, $"{what}: {text}");
        using var status = JsonDocument.Parse(text);
        var root = status.RootElement;
        root.GetProperty("kind").GetString().ShouldBe("Status");
        root.GetProperty("status").GetString().ShouldBe("Failure");
        root.GetProperty("code").GetInt32().ShouldBe(expected.Code);
        root.GetProperty("reason").GetString().ShouldBe(expected.Reason, text);
        root.GetProperty("message").GetString().ShouldNotBeNullOrWhiteSpace();
        if (expected.Field is not null)
        {
            root.GetProperty("details").GetProperty("causes").EnumerateArray()
                .Select(cause => cause.GetProperty("field").GetString()).ShouldContain(expected.Field);
        }

        hello.Cluster.ControlPlaneLog.ShouldNotContain("   at ", Case.Sensitive, "the log shows an exception's trace");
    }

    [Fact]
    public async Task Without_credentials_only_health_and_version_answer()
    {
        using var patience = Patience.Of(TimeSpan.FromSeconds(30));
        var known = ApiConnection.FromKubeconfig(hello.Cluster.Kubeconfig);
        var nobody = new ApiConnection { Server = known.Server, AuthorityPem = known.AuthorityPem };
        using var http = nobody.CreateHttpClient();
        ((int)(await http.GetAsync("livez", patience.Token)).StatusCode).ShouldBe(200);
        ((int)(await http.GetAsync("readyz", patience.Token)).StatusCode).ShouldBe(200);
        foreach (var path in (string[])["api", ConfigMaps, Deployments, "metrics", "openapi/v3"])
            ((int)(await http.GetAsync(path, patience.Token)).StatusCode).ShouldBe(401, path);
    }

    public sealed record Request(string Method, string Path, string Body, string ContentType = "application/json");

    public sealed record Refusal(int Code, string Reason, string? Field);
}
