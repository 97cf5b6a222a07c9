using System.Net;
using System.Text.Json.Nodes;
using Krewe.Gateway.Tests.Harness;

namespace Krewe.Gateway.Tests;

/// <summary>Nobody gives more than they have.</summary>
[Collection(SharedControlPlane.Name)]
public sealed class EscalationTests(ControlPlaneFixture plane)
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";
    private const string Merge = "application/merge-patch+json";
    private readonly ApiClient _admin = plane.Api();

    [Fact]
    public async Task A_role_holds_what_its_writer_holds()
    {
        var (space, clerk) = await ClerkAsync();
        using (clerk)
        {
            var roles = $"{Rbac}/namespaces/{space}/roles";
            (await clerk.SendAsync("POST", roles, Role("own", "get", "list"))).Code.ShouldBe(HttpStatusCode.Created);
            var refused = await clerk.SendAsync("POST", roles, Role("more", "get", "delete", "create"));
            refused.Code.ShouldBe(HttpStatusCode.Forbidden);
            ((string)refused.Json["message"]!).ShouldBe(
                $"roles.rbac.authorization.k8s.io \"more\" is forbidden: user \"system:serviceaccount:{space}:clerk\" (groups=[\"system:serviceaccounts\" \"system:serviceaccounts:{space}\" \"system:authenticated\"]) "
                + "is attempting to grant RBAC permissions not currently held:\n{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"delete\" \"create\"]}");
            (await clerk.SendAsync("PUT", roles + "/own", Role("own", "delete"))).Code.ShouldBe(HttpStatusCode.Forbidden);
            (await clerk.SendAsync("PATCH", roles + "/own", """{"rules":[{"apiGroups":["*"],"resources":["pods"],"verbs":["get"]}]}""", Merge)).Code.ShouldBe(HttpStatusCode.Forbidden);
            (await clerk.SendAsync("PATCH", roles + "/own", """[{"op":"remove","path":"/rules/0/verbs/1"}]""", "application/json-patch+json")).Code.ShouldBe(HttpStatusCode.OK);
            var applied = await clerk.SendAsync("PATCH", roles + "/applied?fieldManager=clerk", Role("applied", "delete"), "application/apply-patch+yaml");
            applied.Code.ShouldBe(HttpStatusCode.Forbidden, applied.Text);
            (await clerk.SendAsync("PATCH", roles + "/applied?fieldManager=clerk", Role("applied", "get"), "application/apply-patch+yaml")).Code.ShouldBe(HttpStatusCode.Created);
            (await clerk.SendAsync("PATCH", roles + "/applied?fieldManager=clerk", Role("applied", "list"), "application/apply-patch+yaml")).Code.ShouldBe(HttpStatusCode.OK);

            await _admin.SendAsync("POST", roles, Role("strong", "delete"));
            (await clerk.SendAsync("PATCH", roles + "/strong", """{"metadata":{"finalizers":["example.com/a"]}}""", Merge)).Code.ShouldBe(HttpStatusCode.OK, "its rules do not change");
            (await clerk.SendAsync("PATCH", roles + "/strong", """{"metadata":{"labels":{"a":"b"}}}""", Merge)).Code.ShouldBe(HttpStatusCode.Forbidden);
            (await _admin.SendAsync("PUT", roles + "/own", Role("own", "delete"))).Code.ShouldBe(HttpStatusCode.OK, "administrators may");
        }
    }

    [Fact]
    public async Task Who_may_escalate_may_give_anything()
    {
        var (space, clerk) = await ClerkAsync("""{"apiGroups":["rbac.authorization.k8s.io"],"resources":["roles"],"verbs":["escalate"]}""");
        using (clerk)
            (await clerk.SendAsync("POST", $"{Rbac}/namespaces/{space}/roles", Role("more", "delete"))).Code.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_binding_gives_what_its_writer_holds_or_may_bind()
    {
        var (space, clerk) = await ClerkAsync("""{"apiGroups":["rbac.authorization.k8s.io"],"resources":["clusterroles"],"resourceNames":["edit"],"verbs":["bind"]}""");
        using (clerk)
        {
            await _admin.SendAsync("POST", $"{Rbac}/namespaces/{space}/roles", Role("strong", "delete"));
            await _admin.SendAsync("POST", $"{Rbac}/namespaces/{space}/roles", Role("weak", "list"));
            var bindings = $"{Rbac}/namespaces/{space}/rolebindings";
            (await clerk.SendAsync("POST", bindings, Binding("a", "Role", "weak"))).Code.ShouldBe(HttpStatusCode.Created);
            var refused = await clerk.SendAsync("POST", bindings, Binding("b", "Role", "strong"));
            refused.Code.ShouldBe(HttpStatusCode.Forbidden);
            ((string)refused.Json["message"]!).ShouldContain("{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"delete\"]}");
            (await clerk.SendAsync("POST", bindings, Binding("c", "Role", "none"))).Code.ShouldBe(HttpStatusCode.NotFound);
            (await clerk.SendAsync("POST", bindings, Binding("d", "ClusterRole", "edit"))).Code.ShouldBe(HttpStatusCode.Created);
            (await clerk.SendAsync("POST", bindings, Binding("e", "ClusterRole", "admin"))).Code.ShouldBe(HttpStatusCode.Forbidden);
            (await clerk.SendAsync("POST", bindings, Binding("f", "ClusterRole", "cluster-admin"))).Code.ShouldBe(HttpStatusCode.Forbidden);
            await _admin.SendAsync("POST", bindings, Binding("g", "Role", "strong"));
            (await clerk.SendAsync("PATCH", bindings + "/g", """{"subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"me"}]}""", Merge)).Code.ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    /// <summary>One who may write roles and bindings of a namespace and read its pods, and whatever else a rule says.</summary>
    private async Task<(string Namespace, ApiClient Clerk)> ClerkAsync(string? rule = null)
    {
        var space = await _admin.NamespaceAsync();
        await CreateAsync($"/api/v1/namespaces/{space}/serviceaccounts", """{"metadata":{"name":"clerk"}}""");
        var token = await CreateAsync($"/api/v1/namespaces/{space}/serviceaccounts/clerk/token", "{}");
        await CreateAsync($"{Rbac}/namespaces/{space}/roles", $$"""
            {"metadata":{"name":"clerk"},"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get","list"]},
            {"apiGroups":["rbac.authorization.k8s.io"],"resources":["roles","rolebindings"],"verbs":["get","list","create","update","patch"]}{{(rule is null ? "" : "," + rule)}}]}
            """);
        await CreateAsync($"{Rbac}/namespaces/{space}/rolebindings", $$$"""
            {"metadata":{"name":"clerk"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"clerk"},"subjects":[{"kind":"ServiceAccount","name":"clerk","namespace":"{{{space}}}"}]}
            """);
        var clerk = plane.Api((string)token["status"]!["token"]!, null);
        for (var attempt = 0; attempt < 500 && (await clerk.SendAsync("GET", $"/api/v1/namespaces/{space}/pods")).Code != HttpStatusCode.OK; attempt++)
        {
        }
        return (space, clerk);
    }

    private async Task<JsonNode> CreateAsync(string path, string body)
    {
        var made = await _admin.SendAsync("POST", path, body);
        made.Code.ShouldBe(HttpStatusCode.Created, made.Text);
        return made.Json;
    }

    private static string Role(string name, params string[] verbs) => $$"""
        {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"{{name}}"},"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":[{{string.Join(',', verbs.Select(verb => $"\"{verb}\""))}}]}]}
        """;

    private static string Binding(string name, string kind, string role) => $$$"""
        {"metadata":{"name":"{{{name}}}"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"{{{kind}}}","name":"{{{role}}}"},"subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"somebody"}]}
        """;
}
