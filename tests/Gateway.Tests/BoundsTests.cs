using System.Net;
using Krewe.Gateway.Tests.Harness;

namespace Krewe.Gateway.Tests;

[Collection(SharedControlPlane.Name)]
public sealed class BoundsTests(ControlPlaneFixture plane)
{
    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        using var api = plane.Api();
        var path = $"/api/v1/namespaces/{await api.NamespaceAsync()}/configmaps";
        var body = $$$"""{"metadata":{"name":"a"},"data":{"x":"{{{new string('x', 4 << 20)}}}"}}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, null, "application/json") };
        // The server answers from the announced length; whoever sends on finds the connection closed.
        request.Headers.ExpectContinue = true;
        using var response = await api.SendAsync(request);
        var refused = new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, null);
        refused.Code.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        ((string)refused.Json["message"]!).ShouldBe("Request entity too large: limit is 3145728");
        (await api.SendAsync("GET", path)).Code.ShouldBe(HttpStatusCode.OK);
        plane.Errors.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Metrics_count_requests_and_watches()
    {
        using var api = plane.Api();
        var path = $"/api/v1/namespaces/{await api.NamespaceAsync()}/secrets";
        using var watch = await api.WatchAsync(path + "?watch=true&resourceVersion=0");
        await api.SendAsync("GET", path + "/none");
        var metrics = (await api.SendAsync("GET", "/metrics")).Text;
        metrics.ShouldContain("apiserver_request_total{verb=\"get\",resource=\"secrets\",code=\"404\"} ");
        metrics.ShouldContain("krewe_gateway_watches{resource=\"secrets\"} 1\n");
        metrics.ShouldContain("process_resident_memory_bytes ");
    }

    [Fact]
    public async Task Metrics_do_not_grow_by_what_clients_make_up()
    {
        using var api = plane.Api();
        (await api.SendAsync("GET", "/api/v1/namespaces/default/secrets/none/made-up")).Code.ShouldBe(HttpStatusCode.NotFound);
        (await api.SendAsync("GET", "/made-up/path")).Code.ShouldBe(HttpStatusCode.NotFound);
        await api.SendAsync("BREW", "/made-up/path");
        var metrics = (await api.SendAsync("GET", "/metrics")).Text;
        metrics.ShouldContain("apiserver_request_total{verb=\"get\",resource=\"secrets/other\",code=\"404\"} ");
        metrics.ShouldNotContain("made-up");
        metrics.ShouldNotContain("BREW");
    }
}
