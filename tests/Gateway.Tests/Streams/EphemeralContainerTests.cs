using System.Net;
using Krewe.Gateway.Tests.Harness;

namespace Krewe.Gateway.Tests.Streams;

/// <summary>Containers that are added to a pod that exists.</summary>
[Collection(SharedControlPlane.Name)]
public sealed class EphemeralContainerTests(ControlPlaneFixture plane)
{
    private const string Strategic = "application/strategic-merge-patch+json";

    [Fact]
    public async Task One_is_added_with_defaults_and_nothing_else_changes()
    {
        using var api = plane.Api();
        var pod = await PodAsync(api);
        var before = await api.SendAsync("GET", pod + "/ephemeralcontainers");
        before.Code.ShouldBe(HttpStatusCode.OK, before.Text);
        var patched = await api.SendAsync("PATCH", pod + "/ephemeralcontainers",
            """{"metadata":{"labels":{"a":"b"}},"spec":{"priority":7,"ephemeralContainers":[{"name":"look","image":"busybox","stdin":true,"tty":true,"targetContainerName":"c"}]}}""", Strategic);
        patched.Code.ShouldBe(HttpStatusCode.OK, patched.Text);
        GoldenJson.Difference(System.Text.Json.Nodes.JsonNode.Parse("""
            [{"name":"look","image":"busybox","stdin":true,"tty":true,"targetContainerName":"c","resources":{},
              "imagePullPolicy":"Always","terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File"}]
            """), patched.Json["spec"]!["ephemeralContainers"]).ShouldBeNull();
        patched.Json["metadata"]!["labels"].ShouldBeNull();
        ((int)patched.Json["metadata"]!["generation"]!).ShouldBe((int)before.Json["metadata"]!["generation"]! + 1, "the agent learns of it");

        var again = patched.Json;
        // The scheduler may write what it thinks of the pod meanwhile.
        again["metadata"]!.AsObject().Remove("resourceVersion");
        again["spec"]!["ephemeralContainers"]!.AsArray().Add(System.Text.Json.Nodes.JsonNode.Parse("""{"name":"more","image":"busybox:1"}"""));
        var put = await api.SendAsync("PUT", pod + "/ephemeralcontainers", again.ToJsonString());
        put.Code.ShouldBe(HttpStatusCode.OK, put.Text);
        put.Json["spec"]!["ephemeralContainers"]!.AsArray().Count.ShouldBe(2);
        (await api.SendAsync("PATCH", pod, """{"metadata":{"labels":{"a":"b"}}}""", Strategic)).Code.ShouldBe(HttpStatusCode.OK, "the pod can still be changed");
    }

    [Theory]
    [InlineData("""{"name":"c","image":"i"}""", "spec.ephemeralContainers[0].name: Duplicate value: \"c\"")]
    [InlineData("""{"name":"x"}""", "spec.ephemeralContainers[0].image: Required value")]
    [InlineData("""{"name":"x","image":"i","targetContainerName":"none"}""", "spec.ephemeralContainers[0].targetContainerName: Not found: \"none\"")]
    [InlineData("""{"name":"x","image":"i","ports":[{"containerPort":1}]}""", "spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container")]
    [InlineData("""{"name":"x","image":"i","livenessProbe":{"exec":{"command":["a"]}}}""", "spec.ephemeralContainers[0].livenessProbe: Forbidden: cannot be set for an Ephemeral Container")]
    public async Task What_one_may_not_have_is_refused(string container, string message)
    {
        using var api = plane.Api();
        var pod = await PodAsync(api);
        var answer = await api.SendAsync("PATCH", pod + "/ephemeralcontainers", $"{{\"spec\":{{\"ephemeralContainers\":[{container}]}}}}", Strategic);
        answer.Code.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Text);
        ((string)answer.Json["message"]!).ShouldContain(message);
    }

    [Fact]
    public async Task Once_added_they_stay_as_they_are()
    {
        using var api = plane.Api();
        var pod = await PodAsync(api);
        const string Merge = "application/merge-patch+json";
        await api.SendAsync("PATCH", pod + "/ephemeralcontainers", """{"spec":{"ephemeralContainers":[{"name":"x","image":"i:1"}]}}""", Merge);
        foreach (var (body, message) in new[]
        {
            ("""{"spec":{"ephemeralContainers":[]}}""", "existing ephemeral containers \"x\" may not be removed"),
            ("""{"spec":{"ephemeralContainers":[{"name":"x","image":"i:2"}]}}""", "existing ephemeral containers \"x\" may not be changed"),
        })
        {
            var answer = await api.SendAsync("PATCH", pod + "/ephemeralcontainers", body, Merge);
            answer.Code.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Text);
            ((string)answer.Json["message"]!).ShouldContain(message);
        }
        var elsewhere = await api.SendAsync("PATCH", pod, """{"spec":{"ephemeralContainers":[{"name":"x","image":"i:1"},{"name":"y","image":"i:1"}]}}""", Merge);
        elsewhere.Code.ShouldBe(HttpStatusCode.UnprocessableEntity, elsewhere.Text);
        (await api.SendAsync("DELETE", pod + "/ephemeralcontainers")).Code.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    private static async Task<string> PodAsync(ApiClient api)
    {
        var pods = $"/api/v1/namespaces/{await api.NamespaceAsync()}/pods";
        var made = await api.SendAsync("POST", pods, """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}""");
        made.Code.ShouldBe(HttpStatusCode.Created, made.Text);
        return pods + "/p";
    }
}
