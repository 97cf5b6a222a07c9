using System.Net;
using System.Text.Json.Nodes;
using Krewe.Gateway.Tests.Harness;

namespace Krewe.Gateway.Tests;

[Collection(SharedControlPlane.Name)]
public sealed class RoleTests(ControlPlaneFixture plane)
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1/";

    private readonly ApiClient _admin = plane.Api();

    [Fact]
    public async Task A_role_is_good_for_what_it_says_in_its_namespace_and_no_more()
    {
        var (space, robot) = await RobotAsync();
        using (robot)
        {
            await CreateAsync($"{Rbac}namespaces/{space}/roles", """
                {"metadata":{"name":"reader"},"rules":[{"apiGroups":[""],"resources":["pods","pods/log"],"verbs":["get","list"]},
                {"apiGroups":[""],"resources":["secrets"],"resourceNames":["mine"],"verbs":["get"]}]}
                """);
            await CreateAsync($"{Rbac}namespaces/{space}/rolebindings", $$$"""
                {"metadata":{"name":"robots-read"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"reader"},
                "subjects":[{"kind":"ServiceAccount","name":"robot","namespace":"{{{space}}}"}]}
                """);
            await UntilAsync(robot, $"/api/v1/namespaces/{space}/pods", HttpStatusCode.OK);
            foreach (var (method, path, code) in new[]
            {
                ("GET", $"/api/v1/namespaces/{space}/pods?watch=1", HttpStatusCode.Forbidden),
                ("DELETE", $"/api/v1/namespaces/{space}/pods/x", HttpStatusCode.Forbidden),
                ("GET", $"/api/v1/namespaces/{space}/pods/x/log", HttpStatusCode.NotFound),
                ("GET", $"/api/v1/namespaces/{space}/pods/x/status", HttpStatusCode.Forbidden),
                ("GET", "/api/v1/namespaces/default/pods", HttpStatusCode.Forbidden),
                ("GET", "/api/v1/pods", HttpStatusCode.Forbidden),
                ("GET", $"/api/v1/namespaces/{space}/secrets/mine", HttpStatusCode.NotFound),
                ("GET", $"/api/v1/namespaces/{space}/secrets/other", HttpStatusCode.Forbidden),
                ("GET", $"/api/v1/namespaces/{space}/secrets", HttpStatusCode.Forbidden),
                ("GET", $"/apis/apps/v1/namespaces/{space}/deployments", HttpStatusCode.Forbidden),
            })
                (await robot.SendAsync(method, path)).Code.ShouldBe(code, $"{method} {path}");
            var review = await robot.SendAsync("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                $$$$"""{"spec":{"resourceAttributes":{"verb":"list","resource":"pods","namespace":"{{{{space}}}}"}}}""");
            ((string)review.Json["status"]!["reason"]!).ShouldBe(
                $"RBAC: allowed by RoleBinding \"robots-read/{space}\" of Role \"reader\" to ServiceAccount \"robot/{space}\"");

            (await _admin.SendAsync("DELETE", $"{Rbac}namespaces/{space}/rolebindings/robots-read")).Code.ShouldBe(HttpStatusCode.OK);
            await UntilAsync(robot, $"/api/v1/namespaces/{space}/pods", HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task Targets_for_Prometheus_are_told_to_those_who_may_list_what_they_are_made_of()
    {
        var (space, robot) = await RobotAsync();
        using (robot)
        {
            await CreateAsync($"{Rbac}namespaces/{space}/roles", """{"metadata":{"name":"pods"},"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["list"]}]}""");
            await CreateAsync($"{Rbac}namespaces/{space}/rolebindings", $$$"""
                {"metadata":{"name":"pods"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"pods"},
                "subjects":[{"kind":"ServiceAccount","name":"robot","namespace":"{{{space}}}"}]}
                """);
            await UntilAsync(robot, $"/krewe/v1/prometheus/pod?namespace={space}", HttpStatusCode.OK);
            foreach (var path in new[] { "pod", "pod?namespace=default", $"endpoints?namespace={space}", $"service?namespace={space}", $"node?namespace={space}" })
                (await robot.SendAsync("GET", $"/krewe/v1/prometheus/{path}")).Code.ShouldBe(HttpStatusCode.Forbidden, path);
        }
    }

    [Fact]
    public async Task A_cluster_role_holds_as_far_as_its_binding_goes_and_takes_in_others_by_label()
    {
        var (space, robot) = await RobotAsync();
        using (robot)
        {
            await CreateAsync($"{Rbac}namespaces/{space}/rolebindings", $$$"""
                {"metadata":{"name":"view"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"view"},
                "subjects":[{"kind":"Group","apiGroup":"rbac.authorization.k8s.io","name":"system:serviceaccounts:{{{space}}}"}]}
                """);
            await UntilAsync(robot, $"/api/v1/namespaces/{space}/pods", HttpStatusCode.OK);
            (await robot.SendAsync("GET", "/api/v1/pods")).Code.ShouldBe(HttpStatusCode.Forbidden);
            (await robot.SendAsync("GET", $"/api/v1/namespaces/{space}/secrets")).Code.ShouldBe(HttpStatusCode.Forbidden);
            (await robot.SendAsync("POST", $"/api/v1/namespaces/{space}/configmaps", """{"metadata":{"name":"x"}}""")).Code.ShouldBe(HttpStatusCode.Forbidden);

            await CreateAsync($"{Rbac}clusterroles", $$$"""
                {"metadata":{"name":"leases-{{{space}}}","labels":{"rbac.authorization.k8s.io/aggregate-to-view":"true"}},
                "rules":[{"apiGroups":["coordination.k8s.io"],"resources":["leases"],"verbs":["list"]}]}
                """);
            await UntilAsync(robot, $"/apis/coordination.k8s.io/v1/namespaces/{space}/leases", HttpStatusCode.OK);

            await CreateAsync($"{Rbac}clusterroles", $$$"""{"metadata":{"name":"metrics-{{{space}}}"},"rules":[{"nonResourceURLs":["/metrics"],"verbs":["get"]}]}""");
            await CreateAsync($"{Rbac}clusterrolebindings", $$$"""
                {"metadata":{"name":"metrics-{{{space}}}"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"metrics-{{{space}}}"},
                "subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"system:serviceaccount:{{{space}}}:robot"}]}
                """);
            await UntilAsync(robot, "/metrics", HttpStatusCode.OK);
        }
    }

    private async Task<(string Namespace, ApiClient Robot)> RobotAsync()
    {
        var space = await _admin.NamespaceAsync();
        await CreateAsync($"/api/v1/namespaces/{space}/serviceaccounts", """{"metadata":{"name":"robot"}}""");
        var token = await CreateAsync($"/api/v1/namespaces/{space}/serviceaccounts/robot/token", "{}");
        return (space, plane.Api((string)token["status"]!["token"]!, null));
    }

    private async Task<JsonNode> CreateAsync(string path, string body)
    {
        var made = await _admin.SendAsync("POST", path, body);
        made.Code.ShouldBe(HttpStatusCode.Created, made.Text);
        return made.Json;
    }

    // Roles count a moment after they are written, as soon as the caches have them.
    private static Task UntilAsync(ApiClient client, string path, HttpStatusCode code) =>
        Eventually.SoAsync(async () => (await client.SendAsync("GET", path)).Code == code, $"{code} for {path}");
}
