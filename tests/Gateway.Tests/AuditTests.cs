using System.Net;
using System.Text.Json.Nodes;
using Krewe.Gateway.Tests.Harness;

namespace Krewe.Gateway.Tests;

/// <summary>What the audit log of a server holds when it has ended.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("krewe-audit-");
    private readonly ControlPlaneFixture _plane;

    public AuditTests() => _plane = new ControlPlaneFixture { AuditLog = File };

    private string File => Path.Combine(_folder.FullName, "audit.log");

    public Task InitializeAsync() => _plane.InitializeAsync();

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task It_says_who_asked_in_whose_name_for_what()
    {
        using var api = _plane.Api();
        (await AskAsync(api, "plain", "POST", "/api/v1/namespaces/default/secrets?fieldManager=me", """{"metadata":{"name":"s"},"stringData":{"password":"hunter2"}}""")).ShouldBe(HttpStatusCode.Created);
        (await AskAsync(api, "as-bob", "GET", "/api/v1/namespaces/default/secrets/s", null, ("Impersonate-User", "bob"), ("Impersonate-Group", "staff"), ("Impersonate-Extra-Why", "test")))
            .ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(api, "as-master", "DELETE", "/apis/apps/v1/namespaces/default/deployments/none", null, ("Impersonate-User", "eve"), ("Impersonate-Group", "system:masters")))
            .ShouldBe(HttpStatusCode.NotFound);
        using (var watch = await api.WatchAsync("/api/v1/pods?watch=true&timeoutSeconds=0"))
            await AskAsync(api, "other", "GET", "/openapi/v3");
        using var nobody = _plane.Api("wrong", null);
        (await AskAsync(nobody, "nobody", "GET", "/api/v1/pods")).ShouldBe(HttpStatusCode.Unauthorized);
        await AskAsync(api, "health", "GET", "/livez");
        await _plane.DisposeAsync();

        var text = await System.IO.File.ReadAllTextAsync(File);
        text.ShouldNotContain("hunter2");
        System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var events = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        JsonNode Single(string id) => events.Single(happened => (string)happened["auditID"]! == id);

        var plain = Single("plain");
        ((string)plain["kind"]!).ShouldBe("Event");
        ((string)plain["apiVersion"]!).ShouldBe("audit.k8s.io/v1");
        ((string)plain["level"]!).ShouldBe("Metadata");
        ((string)plain["stage"]!).ShouldBe("ResponseComplete");
        ((string)plain["requestURI"]!).ShouldBe("/api/v1/namespaces/default/secrets?fieldManager=me");
        ((string)plain["verb"]!).ShouldBe("create");
        ((string)plain["user"]!["username"]!).ShouldBe("admin");
        plain["user"]!["groups"]!.AsArray().Select(group => (string)group!).ShouldContain("system:masters");
        plain["impersonatedUser"].ShouldBeNull();
        plain["objectRef"]!.ToJsonString().ShouldBe("""{"resource":"secrets","namespace":"default","apiVersion":"v1"}""");
        ((int)plain["responseStatus"]!["code"]!).ShouldBe(201);
        ((string)plain["sourceIPs"]![0]!).ShouldBe("127.0.0.1");
        plain["annotations"]!.ToJsonString().ShouldBe("""{"authorization.k8s.io/decision":"allow"}""");

        var bob = Single("as-bob");
        ((string)bob["user"]!["username"]!).ShouldBe("admin");
        bob["impersonatedUser"]!.ToJsonString().ShouldBe("""{"username":"bob","groups":["staff","system:authenticated"],"extra":{"why":["test"]}}""");
        ((string)bob["objectRef"]!["name"]!).ShouldBe("s");
        ((string)bob["annotations"]!["authorization.k8s.io/decision"]!).ShouldBe("forbid");
        var eve = Single("as-master");
        ((string)eve["impersonatedUser"]!["username"]!).ShouldBe("eve");
        eve["objectRef"]!.ToJsonString().ShouldBe("""{"resource":"deployments","namespace":"default","name":"none","apiGroup":"apps","apiVersion":"v1"}""");
        ((string)eve["responseStatus"]!["status"]!).ShouldBe("Failure");

        events.Where(happened => (string)happened["verb"]! == "watch").Select(happened => (string)happened["stage"]!).ShouldBe(["ResponseStarted", "ResponseComplete"]);
        ((string)Single("other")["verb"]!).ShouldBe("get");
        Single("nobody")["user"]!.AsObject().ShouldBeEmpty();
        events.ShouldAllBe(happened => (string)happened["auditID"]! != "health");
    }

    private static async Task<HttpStatusCode> AskAsync(ApiClient api, string id, string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, null, "application/json");
        foreach (var (name, value) in headers.Append(("Audit-Id", id)))
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await api.SendAsync(request);
        if (id != "health")
            response.Headers.GetValues("Audit-Id").ShouldBe([id]);
        return response.StatusCode;
    }
}
