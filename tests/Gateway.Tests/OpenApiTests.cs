using System.Net;
using System.Text.Json.Nodes;
using Krewe.Gateway.Tests.Harness;

namespace Krewe.Gateway.Tests;

[Collection(SharedControlPlane.Name)]
public sealed class OpenApiTests(ControlPlaneFixture plane) : IDisposable
{
    private readonly ApiClient _api = plane.Api();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task The_index_names_a_document_for_each_group_version_and_its_references_resolve()
    {
        var index = (await _api.SendAsync("GET", "/openapi/v3")).Json["paths"]!.AsObject();
        index.Select(path => path.Key).ShouldContain("apis/apps/v1");
        foreach (var (_, entry) in index)
        {
            var document = (await _api.SendAsync("GET", (string)entry!["serverRelativeURL"]!)).Json;
            var schemas = document["components"]!["schemas"]!.AsObject();
            foreach (var reference in References(document))
                schemas.ContainsKey(reference["#/components/schemas/".Length..]).ShouldBeTrue(reference);
        }
    }

    [Fact]
    public async Task Clients_find_what_they_look_for()
    {
        var document = (await _api.SendAsync("GET", "/openapi/v3/apis/apps/v1")).Json;
        var patch = document["paths"]!["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"]!["patch"]!;
        patch["parameters"]!.AsArray().Select(p => (string)p!["name"]!).ShouldContain("fieldValidation");
        ((string)patch["x-kubernetes-action"]!).ShouldBe("patch");
        JsonNode.DeepEquals(patch["x-kubernetes-group-version-kind"], JsonNode.Parse("""{"group":"apps","kind":"Deployment","version":"v1"}""")).ShouldBeTrue();
        var containers = document["components"]!["schemas"]!["io.k8s.api.core.v1.PodSpec"]!["properties"]!["containers"]!;
        ((string)containers["x-kubernetes-patch-merge-key"]!).ShouldBe("name");
        ((string)containers["x-kubernetes-patch-strategy"]!).ShouldBe("merge");
    }

    [Fact]
    public async Task A_document_that_the_client_has_is_not_sent_again()
    {
        var first = await _api.SendAsync("GET", "/openapi/v3/api/v1");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/openapi/v3/api/v1");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var answer = await _api.SendAsync(again);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task The_old_document_comes_in_both_forms()
    {
        var json = (await _api.SendAsync("GET", "/openapi/v2")).Json;
        var definitions = json["definitions"]!.AsObject();
        foreach (var reference in References(json))
            definitions.ContainsKey(reference["#/definitions/".Length..]).ShouldBeTrue(reference);

        var protobuf = await _api.SendAsync("GET", "/openapi/v2", accept: "application/com.github.proto-openapi.spec.v2@v1.0+protobuf");
        protobuf.ContentType.ShouldBe("application/com.github.proto-openapi.spec.v2.v1.0+protobuf");
        protobuf.Text.ShouldContain("io.k8s.api.apps.v1.Deployment");
        // Field 1 (swagger) of the document: tag 0x0a, length 3, "2.0".
        protobuf.Text.ShouldStartWith("\n\u00032.0");
    }

    [Fact]
    public async Task The_documents_of_version_3_come_as_protobuf_too()
    {
        var protobuf = await _api.SendAsync("GET", "/openapi/v3/apis/apps/v1", accept: "application/com.github.proto-openapi.spec.v3@v1.0+protobuf");
        protobuf.ContentType.ShouldBe("application/com.github.proto-openapi.spec.v3.v1.0+protobuf");
        // Field 1 (openapi) of the document: tag 0x0a, length 5, "3.0.0".
        protobuf.Text.ShouldStartWith("\n\u00053.0.0");
        protobuf.Text.ShouldContain("io.k8s.api.apps.v1.Deployment");
        protobuf.Text.ShouldContain("#/components/schemas/io.k8s.api.core.v1.PodTemplateSpec");
        (await _api.SendAsync("GET", "/openapi/v3/apis/apps/v1")).ContentType.ShouldStartWith("application/json");
    }

    [Theory]
    [InlineData("/openapi/v2", "definitions")]
    [InlineData("/openapi/v3", "components")]
    public async Task Every_schema_and_every_field_is_described_and_no_type_repeats_its_field(string path, string place)
    {
        var first = (await _api.SendAsync("GET", path)).Json;
        var documents = place == "definitions" ? [first] : new List<JsonNode>();
        foreach (var (_, entry) in first["paths"]!.AsObject().Where(_ => place == "components"))
            documents.Add((await _api.SendAsync("GET", (string)entry!["serverRelativeURL"]!)).Json);

        foreach (var schemas in documents.Select(document => (place == "definitions" ? document[place]! : document[place]!["schemas"]!).AsObject()))
        {
            var saidByFields = schemas.SelectMany(schema => schema.Value!["properties"]?.AsObject() ?? [])
                .SelectMany(field => References(field.Value), (field, reference) => (Type: reference[(reference.LastIndexOf('/') + 1)..], Text: (string?)field.Value!["description"]))
                .ToLookup(said => said.Type, said => said.Text);
            foreach (var (name, schema) in schemas)
            {
                // Explain prints both, so a type of which a field has said it all says nothing.
                (IsDescribed(schema) || saidByFields[name].Any()).ShouldBeTrue(name);
                saidByFields[name].ShouldNotContain((string?)schema!["description"] ?? "", name);
                foreach (var (field, described) in schema["properties"]?.AsObject() ?? [])
                    IsDescribed(described).ShouldBeTrue($"{name}.{field}");
            }
        }
    }

    // Of its own, not only behind a reference: explain shows the field's.
    private static bool IsDescribed(JsonNode? schema) => (string?)schema!["description"] is { Length: > 3 };

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject value => value.SelectMany(p => p is { Key: "$ref", Value: JsonValue reference } ? [(string)reference!] : References(p.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
