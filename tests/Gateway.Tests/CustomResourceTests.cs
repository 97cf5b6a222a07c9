using System.Net;
using System.Text.Json.Nodes;
using Krewe.Gateway.Tests.Harness;

namespace Krewe.Gateway.Tests;

/// <summary>Kinds that users define, from their definition to their end, over HTTP.</summary>
[Collection(SharedControlPlane.Name)]
public sealed class CustomResourceTests(ControlPlaneFixture plane) : IAsyncLifetime
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private static int _groups;
    private readonly ApiClient _api = plane.Api();
    private readonly string _group = $"g{Interlocked.Increment(ref _groups)}.example.com";
    private string _space = "";

    private string Objects => $"/apis/{_group}/v1/namespaces/{_space}/crontabs";

    public async Task InitializeAsync() => _space = await _api.NamespaceAsync();

    public Task DisposeAsync()
    {
        _api.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_kind_is_served_once_it_is_established()
    {
        (await _api.SendAsync("GET", Objects)).Code.ShouldBe(HttpStatusCode.NotFound);
        var version = (string)(await _api.SendAsync("GET", Definitions)).Json["metadata"]!["resourceVersion"]!;
        await DefineAsync();

        using var watch = await _api.WatchAsync($"{Definitions}?watch=true&resourceVersion={version}&fieldSelector=metadata.name%3Dcrontabs.{_group}");
        (await watch.NextChangesAsync(2)).ShouldBe([$"ADDED crontabs.{_group}", $"MODIFIED crontabs.{_group}"]);
        var definition = (await _api.SendAsync("GET", $"{Definitions}/crontabs.{_group}")).Json;
        Conditions(definition).ShouldBe(["NamesAccepted=True/NoConflicts", "Established=True/InitialNamesAccepted"]);
        ((string)definition["status"]!["storedVersions"]![0]!).ShouldBe("v1");
        ((string)definition["spec"]!["names"]!["listKind"]!).ShouldBe("CronTabList");

        var list = (await _api.SendAsync("GET", Objects)).Json;
        ((string)list["kind"]!).ShouldBe("CronTabList");
        var resources = (await _api.SendAsync("GET", $"/apis/{_group}/v1")).Json["resources"]!.AsArray();
        resources.Select(resource => (string)resource!["name"]!).ShouldBe(["crontabs", "crontabs/scale", "crontabs/status"]);
        resources[0]!["shortNames"]!.ToJsonString().ShouldBe("""["ct"]""");
        ((string)(await _api.SendAsync("GET", $"/apis/{_group}")).Json["preferredVersion"]!["version"]!).ShouldBe("v1");
        (await _api.SendAsync("GET", "/apis", accept: "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")).Text.ShouldContain($"\"name\":\"{_group}\"");

        var schema = (await _api.SendAsync("GET", $"/openapi/v3/apis/{_group}/v1")).Json["components"]!["schemas"]![$"com.example.{_group.Split('.')[0]}.v1.CronTab"]!;
        ((string)schema["properties"]!["spec"]!["properties"]!["cronSpec"]!["description"]!).ShouldBe("When to run.");
        (await _api.SendAsync("GET", "/openapi/v3")).Text.ShouldContain($"apis/{_group}/v1");
        (await _api.SendAsync("GET", "/openapi/v2")).Text.ShouldContain($"com.example.{_group.Split('.')[0]}.v1.CronTab");
    }

    [Fact]
    public async Task Objects_are_defaulted_pruned_and_validated()
    {
        await EstablishAsync();
        var made = await CreateAsync("""{"metadata":{"name":"a"},"spec":{"cronSpec":"* * * * *","amount":12345678901234567890.50,"nope":1,"free":{"any":[1,{"x":null}]}}}""");
        made.Code.ShouldBe(HttpStatusCode.Created, made.Text);
        made.Headers.GetValues("Warning").ShouldBe(["299 - \"unknown field \\\"spec.nope\\\"\""]);
        made.Json["spec"]!.ToJsonString().ShouldBe("""{"cronSpec":"* * * * *","amount":12345678901234567890.50,"free":{"any":[1,{"x":null}]},"replicas":1}""");
        ((int)made.Json["metadata"]!["generation"]!).ShouldBe(1);

        var strict = await _api.SendAsync("POST", Objects + "?fieldValidation=Strict", Body("""{"metadata":{"name":"b"},"spec":{"cronSpec":"x","nope":1}}"""));
        strict.Code.ShouldBe(HttpStatusCode.BadRequest);
        ((string)strict.Json["message"]!).ShouldBe("CronTab in version \"v1\" cannot be handled as a CronTab: strict decoding error: unknown field \"spec.nope\"");

        var wrong = await CreateAsync("""{"metadata":{"name":"b"},"spec":{"replicas":"three"}}""");
        wrong.Code.ShouldBe(HttpStatusCode.UnprocessableEntity);
        ((string)wrong.Json["message"]!).ShouldBe(
            $"CronTab.{_group} \"b\" is invalid: [spec.cronSpec: Required value, spec.replicas: Invalid value: \"string\": spec.replicas in body must be of type integer: \"string\"]");
        (await _api.SendAsync("PATCH", Objects + "/a", """{"spec":{"replicas":11}}""", "application/merge-patch+json"))
            .Json["message"]!.GetValue<string>().ShouldBe($"CronTab.{_group} \"a\" is invalid: spec.replicas: Invalid value: 11: spec.replicas in body should be less than or equal to 10");
        (await _api.SendAsync("PATCH", Objects + "/a", "{}", "application/strategic-merge-patch+json")).Code.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await _api.SendAsync("PUT", Objects + "/a", Body("""{"metadata":{"name":"a"},"spec":{"cronSpec":"x"}}""")))
            .Json["message"]!.GetValue<string>().ShouldBe($"CronTab.{_group} \"a\" is invalid: metadata.resourceVersion: Invalid value: 0x0: must be specified for an update");
    }

    [Fact]
    public async Task Status_scale_tables_and_selectors_work()
    {
        await EstablishAsync();
        await CreateAsync("""{"metadata":{"name":"a"},"spec":{"cronSpec":"x","replicas":2},"status":{"replicas":7}}""");
        await CreateAsync("""{"metadata":{"name":"b"},"spec":{"cronSpec":"y"}}""");
        var status = await _api.SendAsync("PATCH", Objects + "/a/status", """{"spec":{"cronSpec":"no"},"status":{"replicas":1,"conditions":[{"type":"Ready","status":"True"}]}}""", "application/merge-patch+json");
        status.Code.ShouldBe(HttpStatusCode.OK, status.Text);
        ((string)status.Json["spec"]!["cronSpec"]!).ShouldBe("x");
        ((int)status.Json["status"]!["replicas"]!).ShouldBe(1);
        ((int)status.Json["metadata"]!["generation"]!).ShouldBe(1, "a status is no wish");

        var scale = (await _api.SendAsync("PATCH", Objects + "/a/scale", """{"spec":{"replicas":5}}""", "application/merge-patch+json")).Json;
        ((string)scale["kind"]!).ShouldBe("Scale");
        ((int)scale["spec"]!["replicas"]!).ShouldBe(5);
        ((int)(await _api.SendAsync("GET", Objects + "/a")).Json["metadata"]!["generation"]!).ShouldBe(2);

        var table = (await _api.SendAsync("GET", Objects, accept: "application/json;as=Table;v=v1;g=meta.k8s.io")).Json;
        table["columnDefinitions"]!.AsArray().Select(column => (string)column!["name"]!).ShouldBe(["Name", "Spec", "Replicas", "Ready", "Age"]);
        table["rows"]!.AsArray().Select(row => string.Join('|', row!["cells"]!.AsArray().Take(4))).ShouldBe(["a|x|5|True", "b|y|1|"]);

        Names(await _api.SendAsync("GET", Objects + "?fieldSelector=spec.cronSpec%3Dy")).ShouldBe(["b"]);
        (await _api.SendAsync("GET", Objects + "?fieldSelector=spec.replicas%3D1")).Code.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Server_side_apply_goes_by_the_schema()
    {
        await EstablishAsync();
        Task<Answer> Apply(string manager, string spec) => _api.SendAsync("PATCH", $"{Objects}/a?fieldManager={manager}",
            $$"""{"apiVersion":"{{_group}}/v1","kind":"CronTab","metadata":{"name":"a"},"spec":{{spec}}}""", "application/apply-patch+yaml");
        var made = await Apply("one", """{"cronSpec":"x","ports":[{"number":80,"name":"web"}]}""");
        made.Code.ShouldBe(HttpStatusCode.Created, made.Text);
        (await Apply("two", """{"ports":[{"number":81}]}""")).Code.ShouldBe(HttpStatusCode.OK);
        (await Apply("one", """{"cronSpec":"x","ports":[{"number":80}]}""")).Json["spec"]!["ports"]!.ToJsonString().ShouldBe("""[{"number":80},{"number":81}]""");
        var conflict = await Apply("two", """{"cronSpec":"y"}""");
        conflict.Code.ShouldBe(HttpStatusCode.Conflict);
        ((string)conflict.Json["message"]!).ShouldBe("Apply failed with 1 conflict: conflict with \"one\": .spec.cronSpec");
    }

    [Fact]
    public async Task Every_version_shows_the_same_objects_and_a_changed_definition_counts_at_once()
    {
        await EstablishAsync();
        await CreateAsync("""{"metadata":{"name":"a"},"spec":{"cronSpec":"x"}}""");
        var old = $"/apis/{_group}/v1beta1/namespaces/{_space}/crontabs";
        var seen = await _api.SendAsync("GET", old + "/a");
        ((string)seen.Json["apiVersion"]!).ShouldBe($"{_group}/v1beta1");
        seen.Headers.GetValues("Warning").ShouldBe([$"299 - \"{_group}/v1beta1 CronTab is deprecated\""]);
        var made = await _api.SendAsync("POST", old, Body("""{"metadata":{"name":"b"},"spec":{"cronSpec":"y"}}""", "v1beta1"));
        ((string)made.Json["apiVersion"]!).ShouldBe($"{_group}/v1beta1");
        made.Json["spec"]!["replicas"].ShouldBeNull("v1beta1 knows no replicas");
        using var watch = await _api.WatchAsync(old + "?watch=true");
        var first = (await watch.NextChangeAsync())!;
        ((string)first["object"]!["apiVersion"]!).ShouldBe($"{_group}/v1beta1");
        await watch.NextChangeAsync();
        ((int)(await _api.SendAsync("GET", Objects + "/b")).Json["spec"]!["replicas"]!).ShouldBe(1, "what is read is defaulted");

        var definition = (await _api.SendAsync("GET", $"{Definitions}/crontabs.{_group}")).Json;
        definition["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!["properties"]!["color"] =
            JsonNode.Parse("""{"type":"string","default":"red"}""");
        (await _api.SendAsync("PUT", $"{Definitions}/crontabs.{_group}", definition.ToJsonString())).Code.ShouldBe(HttpStatusCode.OK);
        (await _api.SendAsync("GET", Objects)).Json["items"]!.AsArray().Select(item => (string)item!["spec"]!["color"]!).ShouldBe(["red", "red"]);
        (await watch.NextAsync()).ShouldBeNull("the definition of what is watched has changed");
    }

    [Fact]
    public async Task A_kind_goes_with_its_definition_and_its_objects_go_first()
    {
        await EstablishAsync();
        await CreateAsync("""{"metadata":{"name":"a","finalizers":["example.com/wait"]},"spec":{"cronSpec":"x"}}""");
        await CreateAsync("""{"metadata":{"name":"b"},"spec":{"cronSpec":"x"}}""");
        using var definitions = await _api.WatchAsync($"{Definitions}?watch=true&fieldSelector=metadata.name%3Dcrontabs.{_group}");
        await definitions.NextChangeAsync();
        (await _api.SendAsync("DELETE", $"{Definitions}/crontabs.{_group}")).Code.ShouldBe(HttpStatusCode.OK);
        JsonNode marked;
        do
            marked = (await definitions.NextChangeAsync())!["object"]!;
        while (!Conditions(marked).Contains("Terminating=True/InstanceDeletionInProgress"));
        (await CreateAsync("""{"metadata":{"name":"c"},"spec":{"cronSpec":"x"}}""")).Code.ShouldBe(HttpStatusCode.MethodNotAllowed);
        await Eventually.SoAsync(async () => Names(await _api.SendAsync("GET", Objects)).SequenceEqual(["a"]));

        (await _api.SendAsync("PATCH", Objects + "/a", """{"metadata":{"finalizers":null}}""", "application/merge-patch+json")).Code.ShouldBe(HttpStatusCode.OK);
        JsonNode change;
        do
            change = (await definitions.NextChangeAsync())!;
        while ((string)change["type"]! != "DELETED");
        (await _api.SendAsync("GET", Objects)).Code.ShouldBe(HttpStatusCode.NotFound);
        (await _api.SendAsync("GET", $"/apis/{_group}")).Code.ShouldBe(HttpStatusCode.NotFound);

        await EstablishAsync();
        Names(await _api.SendAsync("GET", Objects)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Repeated_fields_of_a_schema_spoil_no_document()
    {
        var definition = Definition().ToJsonString().Replace("\"amount\":{", "\"amount\":{\"odd\":1,\"odd\":2,", StringComparison.Ordinal);
        definition.ShouldContain("odd");
        (await _api.SendAsync("POST", Definitions, definition)).Code.ShouldBe(HttpStatusCode.Created);
        await Eventually.SoAsync(async () => (await _api.SendAsync("GET", Objects)).Code == HttpStatusCode.OK);
        (await _api.SendAsync("GET", "/openapi/v2")).Code.ShouldBe(HttpStatusCode.OK);
        (await _api.SendAsync("GET", $"/openapi/v3/apis/{_group}/v1")).Code.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Rules_are_evaluated_and_bad_definitions_refused()
    {
        var definition = Definition();
        var schema = definition["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!;
        schema["x-kubernetes-validations"] = JsonNode.Parse("""[{"rule":"self.spec.replicas < 5 && self.metadata.name != 'never'"},{"rule":"self.spec.replicas >= oldSelf.spec.replicas","message":"may only grow"}]""");
        var made = await _api.SendAsync("POST", Definitions, definition.ToJsonString());
        made.Code.ShouldBe(HttpStatusCode.Created, made.Text);
        made.Headers.Contains("Warning").ShouldBeFalse();
        await Eventually.SoAsync(async () => (await _api.SendAsync("GET", Objects)).Code == HttpStatusCode.OK);

        var bad = await CreateAsync("""{"metadata":{"name":"c"},"spec":{"cronSpec":"x","replicas":7}}""");
        bad.Code.ShouldBe(HttpStatusCode.UnprocessableEntity, bad.Text);
        ((string)bad.Json["message"]!).ShouldEndWith("is invalid: <nil>: Invalid value: \"object\": failed rule: self.spec.replicas < 5 && self.metadata.name != 'never'");
        (await CreateAsync("""{"metadata":{"name":"c"},"spec":{"cronSpec":"x","replicas":3}}""")).Code.ShouldBe(HttpStatusCode.Created);
        var shrunk = await _api.SendAsync("PATCH", $"{Objects}/c", """{"spec":{"replicas":2}}""", "application/merge-patch+json");
        shrunk.Code.ShouldBe(HttpStatusCode.UnprocessableEntity, shrunk.Text);
        ((string)shrunk.Json["message"]!).ShouldEndWith("Invalid value: \"object\": may only grow");
        (await _api.SendAsync("PATCH", $"{Objects}/c", """{"spec":{"replicas":4}}""", "application/merge-patch+json")).Code.ShouldBe(HttpStatusCode.OK);

        definition = Definition("birds");
        definition["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["x-kubernetes-validations"] = JsonNode.Parse("""[{"rule":"self.spec.wings == 2"}]""");
        ((string)(await _api.SendAsync("POST", Definitions, definition.ToJsonString())).Json["message"]!).ShouldContain(
            "spec.versions[0].schema.openAPIV3Schema.x-kubernetes-validations[0].rule: Invalid value: \"self.spec.wings == 2\": compilation failed: ERROR: <input>:1:10: undefined field 'wings'");

        definition = Definition("dogs");
        definition["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!.AsObject().Remove("type");
        definition["spec"]!["conversion"] = JsonNode.Parse("""{"strategy":"Webhook"}""");
        ((string)(await _api.SendAsync("POST", Definitions, definition.ToJsonString())).Json["message"]!).ShouldBe(
            $"CustomResourceDefinition.apiextensions.k8s.io \"dogs.{_group}\" is invalid: [spec.versions[0].schema.openAPIV3Schema.properties[spec].type: Required value: must not be empty for specified object fields, " +
            "spec.conversion.strategy: Forbidden: conversion by webhooks is not supported by this server; use None and keep the versions' schemas compatible]");
    }

    private async Task EstablishAsync()
    {
        await DefineAsync();
        await Eventually.SoAsync(async () => (await _api.SendAsync("GET", Objects)).Code == HttpStatusCode.OK);
    }

    private async Task DefineAsync()
    {
        var made = await _api.SendAsync("POST", Definitions, Definition().ToJsonString());
        made.Code.ShouldBe(HttpStatusCode.Created, made.Text);
    }

    private Task<Answer> CreateAsync(string body) => _api.SendAsync("POST", Objects, Body(body));

    private string Body(string json, string version = "v1")
    {
        // As text, so that numbers stay as they are written.
        return $$"""{"apiVersion":"{{_group}}/{{version}}","kind":"CronTab",{{json.AsSpan(1)}}""";
    }

    private JsonNode Definition(string plural = "crontabs") => JsonNode.Parse("""
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"PLURAL.GROUP"},
         "spec":{"group":"GROUP","scope":"Namespaced","names":{"plural":"PLURAL","kind":"KIND","shortNames":["SHORT"]},
          "versions":[
           {"name":"v1","served":true,"storage":true,
            "schema":{"openAPIV3Schema":{"type":"object","required":["spec"],"properties":{
              "spec":{"type":"object","required":["cronSpec"],"properties":{
                "cronSpec":{"type":"string","description":"When to run."},
                "amount":{"type":"number"},
                "ports":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["number"],"items":{"type":"object","required":["number"],
                  "properties":{"number":{"type":"integer"},"name":{"type":"string"}}}},
                "free":{"type":"object","x-kubernetes-preserve-unknown-fields":true},
                "replicas":{"type":"integer","minimum":0,"maximum":10,"default":1}}},
              "status":{"type":"object","x-kubernetes-preserve-unknown-fields":true,"properties":{"replicas":{"type":"integer"}}}}}},
            "subresources":{"status":{},"scale":{"specReplicasPath":".spec.replicas","statusReplicasPath":".status.replicas"}},
            "selectableFields":[{"jsonPath":".spec.cronSpec"}],
            "additionalPrinterColumns":[
             {"name":"Spec","type":"string","jsonPath":".spec.cronSpec"},
             {"name":"Replicas","type":"integer","jsonPath":".spec.replicas"},
             {"name":"Ready","type":"string","jsonPath":".status.conditions[?(@.type==\"Ready\")].status"},
             {"name":"Age","type":"date","jsonPath":".metadata.creationTimestamp"}]},
           {"name":"v1beta1","served":true,"storage":false,"deprecated":true,
            "schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"cronSpec":{"type":"string"}}}}}}}]}}
        """.Replace("PLURAL", plural).Replace("GROUP", _group).Replace("KIND", plural == "crontabs" ? "CronTab" : "Dog").Replace("SHORT", plural == "crontabs" ? "ct" : "d"))!;

    private static IEnumerable<string> Conditions(JsonNode definition) =>
        definition["status"]!["conditions"]!.AsArray().Select(condition => $"{condition!["type"]}={condition["status"]}/{condition["reason"]}");

    private static IEnumerable<string> Names(Answer list) => list.Json["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!);
}
