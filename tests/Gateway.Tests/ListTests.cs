using System.Net;
using Krewe.Gateway.Tests.Harness;

namespace Krewe.Gateway.Tests;

/// <summary>What <c>resourceVersion</c>, <c>resourceVersionMatch</c>, <c>limit</c> and <c>continue</c> mean, alone and together.</summary>
[Collection(SharedControlPlane.Name)]
public sealed class ListTests(ControlPlaneFixture plane) : IAsyncLifetime
{
    private readonly ApiClient _api = plane.Api();
    private string _path = "";

    public async Task InitializeAsync()
    {
        _path = $"/api/v1/namespaces/{await _api.NamespaceAsync()}/configmaps";
        foreach (var name in new[] { "a", "b", "c" })
            await _api.SendAsync("POST", _path, $$$"""{"metadata":{"name":"{{{name}}}"}}""");
    }

    public Task DisposeAsync()
    {
        _api.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("resourceVersionMatch=Exact", 422, "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided")]
    [InlineData("resourceVersionMatch=NotOlderThan", 422, "resourceVersionMatch is forbidden unless resourceVersion is provided")]
    [InlineData("resourceVersionMatch=Exact&resourceVersion=0", 422, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"")]
    [InlineData("resourceVersionMatch=Other&resourceVersion=1", 422, "resourceVersionMatch: Unsupported value: \"Other\": supported values: \"Exact\", \"NotOlderThan\", \"\"")]
    [InlineData("resourceVersionMatch=Exact&resourceVersion=1&continue=x", 422, "resourceVersionMatch is forbidden when continue is provided")]
    [InlineData("sendInitialEvents=true", 422, "sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list")]
    [InlineData("continue=x&resourceVersion=1", 400, "specifying resource version is not allowed when using continue")]
    [InlineData("continue=x", 400, "continue key is not valid")]
    [InlineData("resourceVersion=one", 400, "resourceVersion: Invalid value: \"one\"")]
    [InlineData("limit=many", 400, "strconv.ParseInt: parsing \"many\": invalid syntax")]
    [InlineData("timeoutSeconds=soon", 400, "strconv.ParseInt: parsing \"soon\": invalid syntax")]
    [InlineData("timeout=soon", 400, "invalid timeout specified in the request URL - time: invalid duration \"soon\"")]
    [InlineData("resourceVersion=99999999", 504, "Timeout: Too large resource version: 99999999, current: ")]
    [InlineData("resourceVersion=99999999&resourceVersionMatch=Exact", 504, "Timeout: Too large resource version: 99999999, current: ")]
    [InlineData("watch=1&resourceVersionMatch=Exact&sendInitialEvents=true", 422, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan")]
    public async Task What_makes_no_sense_is_refused(string query, int code, string message)
    {
        var answer = await _api.SendAsync("GET", $"{_path}?{query}");
        ((int)answer.Code).ShouldBe(code, answer.Text);
        ((string)answer.Json["message"]!).ShouldContain(message);
    }

    [Theory]
    [InlineData("timeout=5s")]
    [InlineData("timeout=1m30.5s")]
    [InlineData("timeout=0")]
    [InlineData("resourceVersion=0&resourceVersionMatch=NotOlderThan")]
    [InlineData("resourceVersion=1")]
    public async Task What_makes_sense_shows_everything(string query) => Names(await _api.SendAsync("GET", $"{_path}?{query}")).ShouldBe(["a", "b", "c"]);

    [Theory]
    [InlineData("&resourceVersionMatch=Exact")]
    [InlineData("&limit=500")]
    public async Task An_exact_version_is_shown_as_it_was(string how)
    {
        var version = await VersionAsync();
        await _api.SendAsync("DELETE", _path + "/b");
        await _api.SendAsync("PUT", _path + "/a", """{"data":{"x":"y"}}""");
        await _api.SendAsync("POST", _path, """{"metadata":{"name":"d"}}""");

        var then = await _api.SendAsync("GET", $"{_path}?resourceVersion={version}{how}");
        Names(then).ShouldBe(["a", "b", "c"]);
        then.Json["items"]![0]!["data"].ShouldBeNull();
        ((string)then.Json["metadata"]!["resourceVersion"]!).ShouldBe(version);
        // Having answered with the newest, the server may be no older the next time.
        Names(await _api.SendAsync("GET", _path)).ShouldBe(["a", "c", "d"]);
        Names(await _api.SendAsync("GET", $"{_path}?resourceVersion={version}&limit=500&resourceVersionMatch=NotOlderThan")).ShouldBe(["a", "c", "d"]);
    }

    [Fact]
    public async Task Pages_show_one_moment_and_count_what_is_left()
    {
        var first = await _api.SendAsync("GET", _path + "?limit=1");
        Names(first).ShouldBe(["a"]);
        ((long)first.Json["metadata"]!["remainingItemCount"]!).ShouldBe(2);
        await _api.SendAsync("DELETE", _path + "/b");
        var rest = await _api.SendAsync("GET", $"{_path}?continue={first.Json["metadata"]!["continue"]}");
        Names(rest).ShouldBe(["b", "c"]);
        ((string)rest.Json["metadata"]!["resourceVersion"]!).ShouldBe((string)first.Json["metadata"]!["resourceVersion"]!);
        rest.Json["metadata"]!["continue"].ShouldBeNull();

        var selected = await _api.SendAsync("GET", _path + "?limit=1&fieldSelector=metadata.name!%3Dx");
        selected.Json["metadata"]!["remainingItemCount"].ShouldBeNull("what selectors leave is not counted");
    }

    [Fact]
    public async Task Who_comes_too_late_for_the_rest_may_go_on_without_consistency()
    {
        // A token of a version that nobody knows any more.
        var token = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"99999999 {_path.Split('/')[4]}/a")).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var late = await _api.SendAsync("GET", $"{_path}?limit=1&continue={token}");
        late.Code.ShouldBe(HttpStatusCode.Gone);
        ((string)late.Json["reason"]!).ShouldBe("Expired");
        ((string)late.Json["message"]!).ShouldStartWith("The provided continue parameter is too old to display a consistent list result.");
        var next = (string)late.Json["metadata"]!["continue"]!;
        Names(await _api.SendAsync("GET", $"{_path}?continue={next}")).ShouldBe(["b", "c"]);
    }

    [Theory]
    [InlineData("OPTIONS", "", 405)]
    [InlineData("PUT", "", 405)]
    [InlineData("PATCH", "", 405)]
    [InlineData("POST", "/a", 405)]
    [InlineData("TRACE", "/a", 405)]
    [InlineData("BREW", "/a", 405)]
    public async Task Methods_that_a_path_does_not_know_are_refused(string method, string suffix, int code)
    {
        var answer = await _api.SendAsync(method, _path + suffix);
        ((int)answer.Code).ShouldBe(code);
        ((string)answer.Json["reason"]!).ShouldBe("MethodNotAllowed");
    }

    [Fact]
    public async Task Heads_have_no_body()
    {
        foreach (var path in new[] { _path, _path + "/a", _path + "?watch=true" })
        {
            var answer = await _api.SendAsync("HEAD", path);
            answer.Code.ShouldBe(HttpStatusCode.OK);
            answer.Text.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Watches_have_an_old_form_of_path_too()
    {
        var old = _path.Replace("/api/v1/", "/api/v1/watch/", StringComparison.Ordinal);
        using (var all = await _api.WatchAsync(old))
            (await all.NextChangesAsync(3)).ShouldBe(["ADDED a", "ADDED b", "ADDED c"]);
        using var one = await _api.WatchAsync(old + "/b");
        (await one.NextChangesAsync(1)).ShouldBe(["ADDED b"]);
        await _api.SendAsync("DELETE", _path + "/a");
        await _api.SendAsync("DELETE", _path + "/b");
        (await one.NextChangesAsync(1)).ShouldBe(["DELETED b"]);
        (await _api.SendAsync("POST", old)).Code.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    private async Task<string> VersionAsync() => (string)(await _api.SendAsync("GET", _path + "?limit=1")).Json["metadata"]!["resourceVersion"]!;

    private static string[] Names(Answer list)
    {
        list.Code.ShouldBe(HttpStatusCode.OK, list.Text);
        return [.. list.Json["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!)];
    }
}
