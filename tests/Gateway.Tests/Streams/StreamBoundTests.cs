using System.Net;
using Krewe.AgentLink.Streams;
using Krewe.Gateway.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace Krewe.Gateway.Tests.Streams;

/// <summary>There are only so many streams of pods at a time.</summary>
[Collection(SharedControlPlane.Name)]
public sealed class StreamBoundTests(ControlPlaneFixture plane)
{
    [Theory]
    [InlineData("GET", "log?follow=true")]
    [InlineData("POST", "exec?command=ls&stdout=true")]
    [InlineData("POST", "attach?stdout=true")]
    [InlineData("POST", "portforward?ports=80")]
    public async Task One_more_is_told_to_come_again(string method, string wanted)
    {
        using var api = plane.Api();
        var pod = await PodAsync(api);
        var streams = plane.Services.GetRequiredService<AgentStreams>();
        await NoneAsync(api, streams);
        var others = Enumerable.Range(0, ControlPlaneFixture.MostStreams).Select(_ => streams.Expect("elsewhere")).ToList();
        try
        {
            var refused = await api.SendAsync(method, $"{pod}/{wanted}");
            refused.Code.ShouldBe(HttpStatusCode.TooManyRequests, refused.Text);
            ((string)refused.Json["reason"]!).ShouldBe("TooManyRequests");
            ((string)refused.Json["message"]!).ShouldBe("there are too many streams of pods already");
            ((int)refused.Json["details"]!["retryAfterSeconds"]!).ShouldBe(1);
            refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));

            others[0].Dispose();
            (await api.SendAsync(method, $"{pod}/{wanted}")).Code.ShouldNotBe(HttpStatusCode.TooManyRequests, "one has ended");
        }
        finally
        {
            others.ForEach(stream => stream.Dispose());
        }
        await NoneAsync(api, streams);
    }

    /// <summary>A request's stream ends a moment after its answer has arrived.</summary>
    private static Task NoneAsync(ApiClient api, AgentStreams streams) => Eventually.SoAsync(async () =>
    {
        (await api.SendAsync("GET", "/version")).Code.ShouldBe(HttpStatusCode.OK);
        return streams.Count == 0;
    });

    /// <summary>A pod that runs, as far as anybody knows.</summary>
    private static async Task<string> PodAsync(ApiClient api)
    {
        var pods = $"/api/v1/namespaces/{await api.NamespaceAsync()}/pods";
        var made = await api.SendAsync("POST", pods, """{"metadata":{"name":"p"},"spec":{"nodeName":"nowhere","containers":[{"name":"c","image":"i"}]}}""");
        made.Code.ShouldBe(HttpStatusCode.Created, made.Text);
        var status = await api.SendAsync("PATCH", pods + "/p/status",
            """{"status":{"containerStatuses":[{"name":"c","image":"i","imageID":"","ready":true,"restartCount":0,"state":{"running":{}}}]}}""", "application/merge-patch+json");
        status.Code.ShouldBe(HttpStatusCode.OK, status.Text);
        return pods + "/p";
    }
}
