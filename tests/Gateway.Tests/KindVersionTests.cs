using System.Net;
using System.Text.Json.Nodes;
using Krewe.Gateway.Tests.Harness;

namespace Krewe.Gateway.Tests;

/// <summary>Kinds with several versions: one object, seen and written in each of them.</summary>
[Collection(SharedControlPlane.Name)]
public sealed class KindVersionTests(ControlPlaneFixture plane) : IAsyncLifetime
{
    private readonly ApiClient _api = plane.Api();
    private string _space = "";

    public async Task InitializeAsync() => _space = await _api.NamespaceAsync();

    public Task DisposeAsync()
    {
        _api.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_budget_of_v1beta1_is_one_of_v1()
    {
        var (beta, stable) = (Budgets("v1beta1"), Budgets("v1"));
        var created = await _api.SendAsync("POST", beta, """{"apiVersion":"policy/v1beta1","kind":"PodDisruptionBudget","metadata":{"name":"a"},"spec":{"minAvailable":1,"selector":{}}}""");
        created.Code.ShouldBe(HttpStatusCode.Created, created.Text);
        ((string)created.Json["apiVersion"]!).ShouldBe("policy/v1beta1");

        var seen = (await _api.SendAsync("GET", stable + "/a")).Json;
        ((string)seen["apiVersion"]!).ShouldBe("policy/v1");
        ((string)seen["spec"]!["selector"]!["matchExpressions"]![0]!["operator"]!).ShouldBe("Exists", "an empty selector selects nothing in v1beta1");
        ((string)seen["metadata"]!["uid"]!).ShouldBe((string)created.Json["metadata"]!["uid"]!);

        var list = (await _api.SendAsync("GET", beta)).Json;
        ((string)list["apiVersion"]!).ShouldBe("policy/v1beta1");
        ((string)list["items"]![0]!["apiVersion"]!).ShouldBe("policy/v1beta1");
        ((JsonObject)list["items"]![0]!["spec"]!["selector"]!).Count.ShouldBe(0);
        var table = (await _api.SendAsync("GET", beta, accept: "application/json;as=Table;v=v1;g=meta.k8s.io")).Json;
        ((string)table["rows"]![0]!["cells"]![1]!).ShouldBe("1");

        (await _api.SendAsync("PATCH", beta + "/a", """{"spec":{"selector":{"matchLabels":{"app":"web"}}}}""", "application/merge-patch+json")).Code.ShouldBe(HttpStatusCode.OK);
        (await _api.SendAsync("GET", stable + "/a")).Json["spec"]!["selector"]!.ToJsonString().ShouldBe("""{"matchLabels":{"app":"web"}}""");
        var wrong = await _api.SendAsync("POST", beta, """{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"b"}}""");
        wrong.Code.ShouldBe(HttpStatusCode.BadRequest);
        (await _api.SendAsync("DELETE", beta + "/a")).Code.ShouldBe(HttpStatusCode.OK);
        (await _api.SendAsync("GET", stable + "/a")).Code.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_slice_of_v1beta1_says_in_labels_where_endpoints_are()
    {
        var created = await _api.SendAsync("POST", Slices("v1beta1"), """
            {"apiVersion":"discovery.k8s.io/v1beta1","kind":"EndpointSlice","metadata":{"name":"a"},"addressType":"IPv4","endpoints":[
              {"addresses":["10.0.0.1"],"topology":{"kubernetes.io/hostname":"n1","topology.kubernetes.io/zone":"z","rack":"7"}}]}
            """);
        created.Code.ShouldBe(HttpStatusCode.Created, created.Text);
        var stable = (await _api.SendAsync("GET", Slices("v1") + "/a")).Json["endpoints"]![0]!;
        ((string)stable["nodeName"]!).ShouldBe("n1");
        ((string)stable["zone"]!).ShouldBe("z");
        stable["deprecatedTopology"]!.ToJsonString().ShouldBe("""{"rack":"7"}""");
        var beta = (await _api.SendAsync("GET", Slices("v1beta1") + "/a")).Json["endpoints"]![0]!;
        beta["topology"]!.ToJsonString().ShouldBe("""{"kubernetes.io/hostname":"n1","rack":"7","topology.kubernetes.io/zone":"z"}""");
        beta["zone"].ShouldBeNull();
    }

    [Fact]
    public async Task A_watch_shows_the_version_that_it_asks_for()
    {
        using var watch = await _api.WatchAsync(Budgets("v1beta1") + "?watch=true");
        await _api.SendAsync("POST", Budgets("v1"), """{"metadata":{"name":"a"},"spec":{"maxUnavailable":"10%"}}""");
        var change = (await watch.NextChangeAsync()).ShouldNotBeNull();
        ((string)change["object"]!["apiVersion"]!).ShouldBe("policy/v1beta1");
        ((string)change["object"]!["spec"]!["maxUnavailable"]!).ShouldBe("10%");
    }

    [Fact]
    public async Task What_v1_of_an_autoscaler_has_no_words_for_survives_a_write_in_v1()
    {
        var created = await _api.SendAsync("POST", Autoscalers("v2"), """
            {"metadata":{"name":"web"},"spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"},"maxReplicas":5,"metrics":[
              {"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":50}}},
              {"type":"Resource","resource":{"name":"memory","target":{"type":"AverageValue","averageValue":"1Gi"}}}],
              "behavior":{"scaleDown":{"stabilizationWindowSeconds":60}}}}
            """);
        created.Code.ShouldBe(HttpStatusCode.Created, created.Text);
        var old = (await _api.SendAsync("GET", Autoscalers("v1") + "/web")).Json;
        ((int)old["spec"]!["targetCPUUtilizationPercentage"]!).ShouldBe(50);
        old["spec"]!["targetCPUUtilizationPercentage"] = 70;
        (await _api.SendAsync("PUT", Autoscalers("v1") + "/web", old.ToJsonString())).Code.ShouldBe(HttpStatusCode.OK);

        var now = (await _api.SendAsync("GET", Autoscalers("v2beta2") + "/web")).Json;
        ((string)now["apiVersion"]!).ShouldBe("autoscaling/v2beta2");
        ((int)now["spec"]!["metrics"]![0]!["resource"]!["target"]!["averageUtilization"]!).ShouldBe(70);
        ((string)now["spec"]!["metrics"]![1]!["resource"]!["name"]!).ShouldBe("memory");
        ((int)now["spec"]!["behavior"]!["scaleDown"]!["stabilizationWindowSeconds"]!).ShouldBe(60);
        now["metadata"]!["annotations"].ShouldBeNull("v2 has a field for everything");
    }

    [Fact]
    public async Task An_apply_in_one_version_and_one_in_another_own_what_they_say()
    {
        const string Apply = "application/apply-patch+yaml";
        var path = Autoscalers("v1") + "/applied";
        var first = await _api.SendAsync("PATCH", path + "?fieldManager=a", """
            {"apiVersion":"autoscaling/v1","kind":"HorizontalPodAutoscaler","metadata":{"name":"applied"},"spec":{"scaleTargetRef":{"kind":"Deployment","name":"web"},"maxReplicas":5,"targetCPUUtilizationPercentage":50}}
            """, Apply);
        first.Code.ShouldBe(HttpStatusCode.Created, first.Text);
        var conflict = await _api.SendAsync("PATCH", Autoscalers("v2") + "/applied?fieldManager=b", """
            {"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"applied"},"spec":{"maxReplicas":6}}
            """, Apply);
        conflict.Code.ShouldBe(HttpStatusCode.Conflict, conflict.Text);
        ((string)conflict.Json["message"]!).ShouldContain("conflict with \"a\": .spec.maxReplicas");
        (await _api.SendAsync("PATCH", path + "?fieldManager=a", """
            {"apiVersion":"autoscaling/v1","kind":"HorizontalPodAutoscaler","metadata":{"name":"applied"},"spec":{"scaleTargetRef":{"kind":"Deployment","name":"web"},"maxReplicas":7,"targetCPUUtilizationPercentage":50}}
            """, Apply)).Code.ShouldBe(HttpStatusCode.OK);

        const string Metrics = """
            {"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"applied"},"spec":{"metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":60}}}]}}
            """;
        var renamed = await _api.SendAsync("PATCH", Autoscalers("v2") + "/applied?fieldManager=b", Metrics, Apply);
        renamed.Code.ShouldBe(HttpStatusCode.Conflict, renamed.Text);
        ((string)renamed.Json["message"]!).ShouldContain("conflict with \"a\": .spec.targetCPUUtilizationPercentage");
        (await _api.SendAsync("PATCH", Autoscalers("v2") + "/applied?fieldManager=b&force=true", Metrics, Apply)).Code.ShouldBe(HttpStatusCode.OK);
        var now = (await _api.SendAsync("GET", path)).Json;
        ((int)now["spec"]!["targetCPUUtilizationPercentage"]!).ShouldBe(60);
        now["metadata"]!["managedFields"]!.AsArray().Select(entry => $"{entry!["manager"]} {entry["apiVersion"]} {string.Join(' ', entry["fieldsV1"]!["f:spec"]!.AsObject().Select(field => field.Key))}")
            .ShouldBe(["a autoscaling/v1 f:maxReplicas f:scaleTargetRef", "b autoscaling/v2 f:metrics"], ignoreOrder: true);
    }

    [Fact]
    public async Task Discovery_lists_every_version_and_prefers_the_newest()
    {
        var group = (await _api.SendAsync("GET", "/apis/autoscaling")).Json;
        group["versions"]!.AsArray().Select(version => (string)version!["version"]!).ShouldBe(["v2", "v1", "v2beta2"]);
        ((string)group["preferredVersion"]!["version"]!).ShouldBe("v2");
        var resources = (await _api.SendAsync("GET", "/apis/policy/v1beta1")).Json["resources"]!.AsArray();
        resources.Select(resource => (string)resource!["name"]!).ShouldBe(["poddisruptionbudgets", "poddisruptionbudgets/status"]);
        var schemas = (await _api.SendAsync("GET", "/openapi/v3/apis/policy/v1beta1")).Json["components"]!["schemas"]!.AsObject();
        schemas.ContainsKey("io.k8s.api.policy.v1beta1.PodDisruptionBudget").ShouldBeTrue();
    }

    private string Budgets(string version) => $"/apis/policy/{version}/namespaces/{_space}/poddisruptionbudgets";

    private string Slices(string version) => $"/apis/discovery.k8s.io/{version}/namespaces/{_space}/endpointslices";

    private string Autoscalers(string version) => $"/apis/autoscaling/{version}/namespaces/{_space}/horizontalpodautoscalers";
}
