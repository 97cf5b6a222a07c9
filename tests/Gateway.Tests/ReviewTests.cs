using System.Net;
using System.Text.Json.Nodes;
using Krewe.Gateway.Tests.Harness;

namespace Krewe.Gateway.Tests;

[Collection(SharedControlPlane.Name)]
public sealed class ReviewTests(ControlPlaneFixture plane)
{
    private const string Access = "/apis/authorization.k8s.io/v1/";
    private const string ListPods = """{"verb":"list","resource":"pods","namespace":"default"}""";

    private readonly ApiClient _admin = plane.Api();

    [Fact]
    public async Task A_caller_is_told_what_it_may_do()
    {
        (await AllowedAsync(_admin, ListPods)).ShouldBeTrue();
        using var robot = plane.Api(await RobotAsync(), null);
        (await AllowedAsync(robot, ListPods)).ShouldBeFalse();
        (await AllowedAsync(robot, """{"verb":"create","group":"authorization.k8s.io","resource":"selfsubjectaccessreviews"}""")).ShouldBeTrue();

        var rules = (await robot.SendAsync("POST", Access + "selfsubjectrulesreviews", """{"spec":{"namespace":"default"}}""")).Json["status"]!;
        ((bool)rules["incomplete"]!).ShouldBeFalse();
        rules["resourceRules"]!.AsArray().Select(rule => (string)rule!["resources"]![0]!).ShouldContain("selfsubjectaccessreviews");
        rules["nonResourceRules"]!.AsArray().SelectMany(rule => rule!["nonResourceURLs"]!.AsArray()).Select(url => (string)url!).ShouldContain("/apis/*");
        var all = (await _admin.SendAsync("POST", Access + "selfsubjectrulesreviews", """{"spec":{"namespace":"default"}}""")).Json["status"]!;
        all["resourceRules"]!.AsArray().ShouldContain(rule => (string)rule!["verbs"]![0]! == "*" && (string)rule["resources"]![0]! == "*");
    }

    [Fact]
    public async Task What_is_refused_is_what_was_said_to_be()
    {
        using var robot = plane.Api(await RobotAsync(), null);
        var me = (string)(await robot.SendAsync("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}")).Json["status"]!["userInfo"]!["username"]!;
        foreach (var (method, path, message) in new[]
        {
            ("GET", "/api/v1/namespaces/default/pods", $"pods is forbidden: User \"{me}\" cannot list resource \"pods\" in API group \"\" in the namespace \"default\""),
            ("GET", "/api/v1/nodes?watch=1", $"nodes is forbidden: User \"{me}\" cannot watch resource \"nodes\" in API group \"\" at the cluster scope"),
            ("GET", "/apis/apps/v1/namespaces/x/deployments/web/scale",
                $"deployments.apps \"web\" is forbidden: User \"{me}\" cannot get resource \"deployments/scale\" in API group \"apps\" in the namespace \"x\""),
            ("POST", "/apis/authentication.k8s.io/v1/tokenreviews",
                $"tokenreviews.authentication.k8s.io is forbidden: User \"{me}\" cannot create resource \"tokenreviews\" in API group \"authentication.k8s.io\" at the cluster scope"),
            ("GET", "/metrics", $"forbidden: User \"{me}\" cannot get path \"/metrics\""),
            ("GET", "/krewe/v1/backup", $"forbidden: User \"{me}\" cannot get path \"/krewe/v1/backup\""),
        })
        {
            var refused = await robot.SendAsync(method, path, method == "POST" ? "{}" : null);
            refused.Code.ShouldBe(HttpStatusCode.Forbidden, path);
            ((string)refused.Json["message"]!).ShouldBe(message);
        }
        foreach (var path in new[] { "/api", "/apis", "/apis/apps/v1", "/openapi/v3", "/version", "/openid/v1/jwks" })
            (await robot.SendAsync("GET", path)).Code.ShouldBe(HttpStatusCode.OK, path);
    }

    [Fact]
    public async Task Somebody_elses_rights_can_be_asked_for()
    {
        (await SubjectAsync("""{"user":"u","groups":["system:masters"],"resourceAttributes":{"verb":"delete","resource":"nodes"}}""")).ShouldBeTrue();
        (await SubjectAsync("""{"user":"u","groups":["some"],"resourceAttributes":{"verb":"delete","resource":"nodes"}}""")).ShouldBeFalse();
        (await SubjectAsync("""{"user":"u","groups":["system:authenticated"],"nonResourceAttributes":{"verb":"get","path":"/apis/x"}}""")).ShouldBeTrue();

        var local = await _admin.SendAsync("POST", Access + "namespaces/default/localsubjectaccessreviews",
            $$$"""{"metadata":{"namespace":"default"},"spec":{"user":"u","resourceAttributes":{{{ListPods}}}}}""");
        local.Code.ShouldBe(HttpStatusCode.Created, local.Text);
        ((bool)local.Json["status"]!["allowed"]!).ShouldBeFalse();
        var elsewhere = await _admin.SendAsync("POST", Access + "namespaces/default/localsubjectaccessreviews",
            """{"spec":{"user":"u","resourceAttributes":{"verb":"get","resource":"pods","namespace":"other"}}}""");
        elsewhere.Code.ShouldBe(HttpStatusCode.BadRequest);
        ((string)elsewhere.Json["message"]!).ShouldBe("spec.resourceAttributes.namespace must match namespace: default");

        async Task<bool> SubjectAsync(string spec)
        {
            var answer = await _admin.SendAsync("POST", Access + "subjectaccessreviews", $$"""{"spec":{{spec}}}""");
            answer.Code.ShouldBe(HttpStatusCode.Created, answer.Text);
            return (bool)answer.Json["status"]!["allowed"]!;
        }
    }

    [Theory]
    [InlineData("selfsubjectaccessreviews", """{"spec":{}}""", 422, "exactly one of nonResourceAttributes or resourceAttributes must be specified")]
    [InlineData("subjectaccessreviews", """{"spec":{"resourceAttributes":{"verb":"get"}}}""", 422, "at least one of user or group must be specified")]
    [InlineData("selfsubjectrulesreviews", """{"spec":{}}""", 400, "no namespace on request")]
    public async Task Questions_that_make_no_sense_are_refused(string resource, string body, int code, string message)
    {
        var answer = await _admin.SendAsync("POST", Access + resource, body);
        ((int)answer.Code).ShouldBe(code, answer.Text);
        ((string)answer.Json["message"]!).ShouldContain(message);
    }

    [Fact]
    public async Task Questions_are_put_and_kept_nowhere()
    {
        (await _admin.SendAsync("GET", Access + "subjectaccessreviews")).Code.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await _admin.SendAsync("DELETE", "/apis/authentication.k8s.io/v1/tokenreviews/x")).Code.ShouldBe(HttpStatusCode.MethodNotAllowed);
        var resources = (await _admin.SendAsync("GET", "/apis/authorization.k8s.io/v1")).Json["resources"]!.AsArray();
        resources.Select(resource => (string)resource!["name"]!).ShouldBe(
            ["localsubjectaccessreviews", "selfsubjectaccessreviews", "selfsubjectrulesreviews", "subjectaccessreviews"], ignoreOrder: true);
        resources.ShouldAllBe(resource => resource!["verbs"]!.ToJsonString() == """["create"]""");
        (await _admin.SendAsync("GET", "/openapi/v3/apis/authorization.k8s.io/v1")).Json["paths"]!.AsObject().Count.ShouldBe(4);
    }

    [Fact]
    public async Task Old_clients_ask_in_an_older_version_who_they_are()
    {
        var answer = await _admin.SendAsync("POST", "/apis/authentication.k8s.io/v1beta1/selfsubjectreviews",
            """{"apiVersion":"authentication.k8s.io/v1beta1","kind":"SelfSubjectReview","metadata":{}}""");
        answer.Code.ShouldBe(HttpStatusCode.Created, answer.Text);
        ((string)answer.Json["apiVersion"]!).ShouldBe("authentication.k8s.io/v1beta1");
        ((string)answer.Json["status"]!["userInfo"]!["username"]!).ShouldBe("admin");
    }

    [Fact]
    public async Task Who_may_impersonate_somebody_has_that_ones_rights_only()
    {
        var review = await AsAsync(_admin, "system:serviceaccount:default:robot", "POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}");
        var who = JsonNode.Parse(await review.Content.ReadAsStringAsync())!["status"]!["userInfo"]!;
        ((string)who["username"]!).ShouldBe("system:serviceaccount:default:robot");
        who["groups"]!.AsArray().Select(group => (string)group!).ShouldBe(["system:serviceaccounts", "system:serviceaccounts:default", "system:authenticated"]);
        (await AsAsync(_admin, "somebody", "GET", "/api/v1/nodes", null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        using var robot = plane.Api(await RobotAsync(), null);
        var refused = await AsAsync(robot, "admin", "GET", "/api", null);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("cannot impersonate resource \\\"users\\\" in API group \\\"\\\" at the cluster scope");

        static async Task<HttpResponseMessage> AsAsync(ApiClient client, string user, string method, string path, string? body)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.Add("Impersonate-User", user);
            if (body is not null)
                request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            return await client.SendAsync(request);
        }
    }

    private async Task<string> RobotAsync()
    {
        var space = await _admin.NamespaceAsync();
        (await _admin.SendAsync("POST", $"/api/v1/namespaces/{space}/serviceaccounts", """{"metadata":{"name":"robot"}}""")).Code.ShouldBe(HttpStatusCode.Created);
        return (string)(await _admin.SendAsync("POST", $"/api/v1/namespaces/{space}/serviceaccounts/robot/token", "{}")).Json["status"]!["token"]!;
    }

    private static async Task<bool> AllowedAsync(ApiClient client, string attributes)
    {
        var answer = await client.SendAsync("POST", Access + "selfsubjectaccessreviews", $$$"""{"spec":{"resourceAttributes":{{{attributes}}}}}""");
        answer.Code.ShouldBe(HttpStatusCode.Created, answer.Text);
        return (bool)answer.Json["status"]!["allowed"]!;
    }
}
