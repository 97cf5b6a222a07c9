using System.Net;
using Krewe.Gateway.Tests.Harness;

namespace Krewe.Gateway.Tests;

/// <summary>A generated name that is taken already is not the client's fault: another is tried, for some time.</summary>
[Collection(SharedControlPlane.Name)]
public sealed class GeneratedNameTests(ControlPlaneFixture plane) : IAsyncLifetime
{
    private const int Attempts = 8;
    private readonly ApiClient _api = plane.Api();
    private string _path = "";

    public async Task InitializeAsync() => _path = $"/apis/apps/v1/namespaces/{await _api.NamespaceAsync()}/controllerrevisions";

    public Task DisposeAsync()
    {
        plane.NextSuffixes.Clear();
        _api.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Another_name_is_tried_when_one_is_taken()
    {
        (await CreateAsync("taken")).Code.ShouldBe(HttpStatusCode.Created);
        var made = await CreateAsync("taken", "taken", "fresh");
        made.Code.ShouldBe(HttpStatusCode.Created, made.Text);
        ((string)made.Json["metadata"]!["name"]!).ShouldBe("made-fresh");
    }

    [Fact]
    public async Task When_all_are_taken_the_client_is_asked_to_try_again()
    {
        (await CreateAsync("taken")).Code.ShouldBe(HttpStatusCode.Created);
        var refused = await CreateAsync([.. Enumerable.Repeat("taken", Attempts), "fresh"]);
        refused.Code.ShouldBe(HttpStatusCode.Conflict, refused.Text);
        ((string)refused.Json["reason"]!).ShouldBe("AlreadyExists");
        ((string)refused.Json["message"]!).ShouldBe(
            "controllerrevisions.apps \"made-taken\" already exists, the server was not able to generate a unique name for the object");
        ((int)refused.Json["details"]!["retryAfterSeconds"]!).ShouldBe(1);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        plane.NextSuffixes.ShouldHaveSingleItem().ShouldBe("fresh");
    }

    [Fact]
    public async Task A_name_that_the_client_has_chosen_is_not_changed()
    {
        const string Named = """{"metadata":{"name":"made-taken","generateName":"made-"},"data":{},"revision":1}""";
        (await _api.SendAsync("POST", _path, Named)).Code.ShouldBe(HttpStatusCode.Created);
        var refused = await _api.SendAsync("POST", _path, Named);
        refused.Code.ShouldBe(HttpStatusCode.Conflict, refused.Text);
        ((string)refused.Json["message"]!).ShouldBe("controllerrevisions.apps \"made-taken\" already exists");
    }

    private Task<Answer> CreateAsync(params IEnumerable<string> suffixes)
    {
        foreach (var suffix in suffixes)
            plane.NextSuffixes.Enqueue(suffix);
        return _api.SendAsync("POST", _path, """{"metadata":{"generateName":"made-"},"data":{},"revision":1}""");
    }
}
