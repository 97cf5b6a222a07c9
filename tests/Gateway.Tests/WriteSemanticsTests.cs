using System.Net;
using System.Text.Json.Nodes;
using Krewe.Gateway.Tests.Harness;

namespace Krewe.Gateway.Tests;

/// <summary>Small promises of writes that clients rely on.</summary>
[Collection(SharedControlPlane.Name)]
public sealed class WriteSemanticsTests(ControlPlaneFixture plane) : IAsyncLifetime
{
    private const string Apply = "application/apply-patch+yaml";
    private const string Merge = "application/merge-patch+json";
    private readonly ApiClient _api = plane.Api();
    private string _space = "";

    public async Task InitializeAsync() => _space = await _api.NamespaceAsync();

    public Task DisposeAsync()
    {
        _api.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_replacement_of_version_0_is_one_of_any_version()
    {
        await CreateAsync("configmaps", """{"metadata":{"name":"a"}}""");
        (await _api.SendAsync("PUT", Core("configmaps/a"), """{"metadata":{"name":"a","resourceVersion":"0"},"data":{"x":"y"}}""")).Code.ShouldBe(HttpStatusCode.OK);
        (await _api.SendAsync("PUT", Core("configmaps/a"), """{"metadata":{"name":"a","resourceVersion":"1"},"data":{"x":"z"}}""")).Code.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Another_uid_is_a_failed_condition_of_a_replacement_and_a_change_of_what_may_not_change_in_a_patch()
    {
        await CreateAsync("configmaps", """{"metadata":{"name":"a"}}""");
        (await _api.SendAsync("PUT", Core("configmaps/a"), """{"metadata":{"name":"a","uid":"other"}}""")).Code.ShouldBe(HttpStatusCode.Conflict);
        var patched = await _api.SendAsync("PATCH", Core("configmaps/a"), """{"metadata":{"uid":"other"}}""", Merge);
        patched.Code.ShouldBe(HttpStatusCode.UnprocessableEntity);
        ((string)patched.Json["message"]!).ShouldBe("ConfigMap \"a\" is invalid: metadata.uid: Invalid value: \"other\": field is immutable");
    }

    [Theory]
    [InlineData("services", """{"metadata":{"name":"x"},"spec":{"ports":[{"port":80}]}}""", "Service")]
    [InlineData("serviceaccounts", """{"metadata":{"name":"x"}}""", "ServiceAccount")]
    [InlineData("configmaps", """{"metadata":{"name":"x"}}""", "Status")]
    [InlineData("secrets", """{"metadata":{"name":"x"}}""", "Status")]
    public async Task Who_deletes_is_shown_what_is_gone_of_some_kinds_and_told_of_the_rest(string plural, string body, string kind)
    {
        await CreateAsync(plural, body);
        var deleted = await _api.SendAsync("DELETE", Core($"{plural}/x"));
        deleted.Code.ShouldBe(HttpStatusCode.OK);
        ((string)deleted.Json["kind"]!).ShouldBe(kind);
        (await _api.SendAsync("GET", Core($"{plural}/x"))).Code.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_scale_is_applied_to_the_field_of_its_object()
    {
        var deployments = $"/apis/apps/v1/namespaces/{_space}/deployments";
        const string Deployment = """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"replicas":0,"selector":{"matchLabels":{"a":"b"}},
            "template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
            """;
        (await _api.SendAsync("PATCH", deployments + "/web?fieldManager=owner", Deployment, Apply)).Code.ShouldBe(HttpStatusCode.Created);
        const string Scale = """{"apiVersion":"autoscaling/v1","kind":"Scale","metadata":{"name":"web"},"spec":{"replicas":2}}""";
        var conflict = await _api.SendAsync("PATCH", deployments + "/web/scale?fieldManager=scaler", Scale, Apply);
        conflict.Code.ShouldBe(HttpStatusCode.Conflict, conflict.Text);
        ((string)conflict.Json["message"]!).ShouldContain("conflict with \"owner\": .spec.replicas");
        var scaled = await _api.SendAsync("PATCH", deployments + "/web/scale?fieldManager=scaler&force=true", Scale, Apply);
        scaled.Code.ShouldBe(HttpStatusCode.OK, scaled.Text);
        ((string)scaled.Json["kind"]!).ShouldBe("Scale");
        ((int)scaled.Json["spec"]!["replicas"]!).ShouldBe(2);
        var managers = (await _api.SendAsync("GET", deployments + "/web")).Json["metadata"]!["managedFields"]!.AsArray();
        var scaler = managers.Single(entry => (string)entry!["manager"]! == "scaler")!;
        ((string)scaler["subresource"]!).ShouldBe("scale");
        ((string)scaler["operation"]!).ShouldBe("Apply");
        scaler["fieldsV1"]!.ToJsonString().ShouldBe("""{"f:spec":{"f:replicas":{}}}""");
        (await _api.SendAsync("PATCH", deployments + "/none/scale?fieldManager=scaler", Scale.Replace("\"web\"", "\"none\"", StringComparison.Ordinal), Apply)).Code.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_creates_an_object_owns_what_it_says_with_its_defaults_and_not_what_admission_adds()
    {
        (await _api.SendAsync("POST", Core("pods?fieldManager=me"), """
            {"metadata":{"name":"a"},"spec":{"containers":[{"name":"c","image":"i"}]},"status":{"phase":"Running","message":"mine"}}
            """)).Code.ShouldBe(HttpStatusCode.Created);
        var pod = (await _api.SendAsync("GET", Core("pods/a"))).Json;
        var owned = pod["metadata"]!["managedFields"]!.AsArray().Single(entry => (string)entry!["manager"]! == "me")!["fieldsV1"]!;

        // Admission has added these, and the control plane the status: they are there, and nobody's.
        pod["spec"]!["tolerations"]!.AsArray().ShouldNotBeEmpty();
        pod["spec"]!["serviceAccountName"].ShouldNotBeNull();
        pod["status"]!["qosClass"].ShouldNotBeNull();
        owned.AsObject().Select(field => field.Key).ShouldBe(["f:spec"]);
        owned["f:spec"]!.AsObject().Select(field => field.Key).ShouldBe(
            ["f:containers", "f:dnsPolicy", "f:enableServiceLinks", "f:restartPolicy", "f:schedulerName", "f:securityContext", "f:terminationGracePeriodSeconds"]);
        owned["f:spec"]!["f:containers"]!["k:{\"name\":\"c\"}"]!.AsObject().Select(field => field.Key).ShouldBe(
            [".", "f:image", "f:imagePullPolicy", "f:name", "f:resources", "f:terminationMessagePath", "f:terminationMessagePolicy"]);

        (await _api.SendAsync("POST", "/api/v1/namespaces?fieldManager=me", $$$"""{"metadata":{"name":"{{{_space}}}-b"}}""")).Code.ShouldBe(HttpStatusCode.Created);
        var space = (await _api.SendAsync("GET", $"/api/v1/namespaces/{_space}-b")).Json;
        space["spec"]!["finalizers"]!.AsArray().ShouldNotBeEmpty();
        space["metadata"]!["managedFields"]!.AsArray().Single()!["fieldsV1"]!.AsObject().Select(field => field.Key).ShouldBe(["f:metadata"]);
    }

    [Theory]
    [InlineData("mine", false)]
    [InlineData("example.com/mine", true)]
    [InlineData("foregroundDeletion", true)]
    public async Task A_new_finalizer_of_a_built_in_kind_says_whose_it_is(string finalizer, bool isGood)
    {
        var made = await _api.SendAsync("POST", Core("configmaps"), $$$"""{"metadata":{"name":"a","finalizers":["{{{finalizer}}}"]}}""");
        made.Code.ShouldBe(isGood ? HttpStatusCode.Created : HttpStatusCode.UnprocessableEntity, made.Text);
        if (isGood)
            return;
        var message = $"ConfigMap \"a\" is invalid: metadata.finalizers[0]: Invalid value: \"{finalizer}\": name is neither a standard finalizer name nor is it fully qualified";
        ((string)made.Json["message"]!).ShouldBe(message);
        await CreateAsync("configmaps", """{"metadata":{"name":"a"}}""");
        var patched = await _api.SendAsync("PATCH", Core("configmaps/a"), $$$"""{"metadata":{"finalizers":["{{{finalizer}}}"]}}""", Merge);
        ((string)patched.Json["message"]!).ShouldBe(message);
    }

    [Theory]
    [InlineData("POST", """{"metadata":{"name":"a"}}""")]
    [InlineData("DELETE", null)]
    public async Task What_is_in_namespaces_is_made_and_cleared_away_in_one_of_them(string method, string? body)
    {
        var answer = await _api.SendAsync(method, "/api/v1/configmaps", body);
        answer.Code.ShouldBe(HttpStatusCode.MethodNotAllowed, answer.Text);
        ((string)answer.Json["message"]!).ShouldBe("the server does not allow this method on the requested resource");
    }

    [Fact]
    public async Task A_status_is_applied_and_nothing_else_with_it()
    {
        var path = $"/apis/policy/v1/namespaces/{_space}/poddisruptionbudgets";
        (await _api.SendAsync("POST", path, """{"metadata":{"name":"a"},"spec":{"minAvailable":1}}""")).Code.ShouldBe(HttpStatusCode.Created);
        var applied = await _api.SendAsync("PATCH", path + "/a/status?fieldManager=me", """
            {"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"a"},"spec":{"minAvailable":7},
            "status":{"conditions":[{"type":"Mine","status":"True","reason":"R","message":"m","lastTransitionTime":"2026-01-01T00:00:00Z"}]}}
            """, Apply);
        applied.Code.ShouldBe(HttpStatusCode.OK, applied.Text);
        ((int)applied.Json["spec"]!["minAvailable"]!).ShouldBe(1);
        applied.Json["status"]!["conditions"]!.AsArray().Select(condition => (string)condition!["type"]!).ShouldContain("Mine");
        var mine = applied.Json["metadata"]!["managedFields"]!.AsArray().Single(entry => (string)entry!["manager"]! == "me")!;
        ((string)mine["subresource"]!).ShouldBe("status");
        mine["fieldsV1"]!["f:spec"].ShouldBeNull();
    }

    [Fact]
    public async Task A_watch_for_tables_tells_where_its_initial_events_end()
    {
        await CreateAsync("configmaps", """{"metadata":{"name":"a"}}""");
        using var watch = await _api.WatchAsync(
            Core("configmaps") + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true", "application/json;as=Table;v=v1;g=meta.k8s.io");
        var found = (await watch.NextAsync()).ShouldNotBeNull();
        while ((string)found["type"]! != "BOOKMARK")
        {
            ((string)found["object"]!["kind"]!).ShouldBe("Table");
            found = (await watch.NextAsync()).ShouldNotBeNull();
        }
        ((string)found["object"]!["rows"]![0]!["object"]!["metadata"]!["annotations"]!["k8s.io/initial-events-end"]!).ShouldBe("true");
    }

    [Fact]
    public async Task A_quota_counts_objects_of_a_custom_kind()
    {
        var group = $"g{Guid.NewGuid().ToString("N")[..8]}.example.com";
        (await _api.SendAsync("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", $$$$"""
            {"metadata":{"name":"things.{{{{group}}}}"},"spec":{"group":"{{{{group}}}}","scope":"Namespaced","names":{"plural":"things","kind":"Thing"},
            "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}
            """)).Code.ShouldBe(HttpStatusCode.Created);
        await CreateAsync("resourcequotas", $$$$"""{"metadata":{"name":"q"},"spec":{"hard":{"count/things.{{{{group}}}}":"2"}}}""");
        using var watch = await _api.WatchAsync(Core("resourcequotas") + "?watch=true");
        var things = $"/apis/{group}/v1/namespaces/{_space}/things";
        for (var attempt = 0; attempt < 500 && (await _api.SendAsync("GET", things)).Code != HttpStatusCode.OK; attempt++)
        {
        }
        (await _api.SendAsync("POST", things, $$$"""{"apiVersion":"{{{group}}}/v1","kind":"Thing","metadata":{"name":"one"}}""")).Code.ShouldBe(HttpStatusCode.Created);
        while ((await watch.NextChangeAsync()).ShouldNotBeNull() is var change && (string?)change["object"]!["status"]?["used"]?[$"count/things.{group}"] != "1")
        {
        }
        (await _api.SendAsync("POST", things, $$$"""{"apiVersion":"{{{group}}}/v1","kind":"Thing","metadata":{"name":"two"}}""")).Code.ShouldBe(HttpStatusCode.Created);
        (await _api.SendAsync("POST", things, $$$"""{"apiVersion":"{{{group}}}/v1","kind":"Thing","metadata":{"name":"three"}}""")).Code.ShouldBe(HttpStatusCode.Forbidden);
        (await _api.SendAsync("DELETE", $"/apis/apiextensions.k8s.io/v1/customresourcedefinitions/things.{group}")).Code.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Old_clients_see_the_ephemeral_containers_alone()
    {
        await CreateAsync("pods", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}""");
        var seen = await OldAsync("GET", null);
        ((string)seen["kind"]!).ShouldBe("EphemeralContainers");
        seen["ephemeralContainers"].ShouldBeNull();
        // The scheduler may write meanwhile.
        seen["metadata"]!.AsObject().Remove("resourceVersion");
        seen["ephemeralContainers"] = JsonNode.Parse("""[{"name":"look","image":"busybox","stdin":true,"tty":true}]""");
        var written = await OldAsync("PUT", seen.ToJsonString());
        ((string)written["kind"]!).ShouldBe("EphemeralContainers");
        ((string)written["ephemeralContainers"]![0]!["terminationMessagePolicy"]!).ShouldBe("File");
        ((string)(await _api.SendAsync("GET", Core("pods/p"))).Json["spec"]!["ephemeralContainers"]![0]!["name"]!).ShouldBe("look");
        ((string)(await _api.SendAsync("GET", Core("pods/p/ephemeralcontainers"))).Json["kind"]!).ShouldBe("Pod", "everybody else sees the pod");
    }

    private async Task<JsonNode> OldAsync(string method, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Core("pods/p/ephemeralcontainers"));
        request.Headers.UserAgent.ParseAdd("kubectl/v1.20.2 (linux/amd64) kubernetes/faecb19");
        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _api.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private async Task CreateAsync(string plural, string body)
    {
        var created = await _api.SendAsync("POST", Core(plural), body);
        created.Code.ShouldBe(HttpStatusCode.Created, created.Text);
    }

    private string Core(string rest) => $"/api/v1/namespaces/{_space}/{rest}";
}
