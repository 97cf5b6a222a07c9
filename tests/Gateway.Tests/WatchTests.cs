using System.Net;
using Krewe.Gateway.Tests.Harness;

namespace Krewe.Gateway.Tests;

[Collection(SharedControlPlane.Name)]
public sealed class WatchTests(ControlPlaneFixture plane) : IAsyncLifetime
{
    private readonly ApiClient _api = plane.Api();
    private string _path = "";

    public async Task InitializeAsync() => _path = $"/api/v1/namespaces/{await _api.NamespaceAsync()}/configmaps";

    public Task DisposeAsync()
    {
        _api.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_watch_without_a_version_starts_with_what_is_there()
    {
        await CreateAsync("a");
        using var watch = await _api.WatchAsync(_path + "?watch=true");
        (await watch.NextChangesAsync(1)).ShouldBe(["ADDED a"]);
        await CreateAsync("b");
        await _api.SendAsync("PUT", _path + "/a", """{"data":{"x":"y"}}""");
        await _api.SendAsync("DELETE", _path + "/b");
        (await watch.NextChangesAsync(3)).ShouldBe(["ADDED b", "MODIFIED a", "DELETED b"]);
    }

    [Fact]
    public async Task A_watch_resumes_from_a_version_without_a_gap_even_behind_the_ring()
    {
        var version = await VersionAsync();
        var expected = new List<string>();
        for (var i = 0; i < 5 * ControlPlaneFixture.RecentChanges; i++)
        {
            await CreateAsync($"m-{i:000}");
            expected.Add($"ADDED m-{i:000}");
        }

        using var fromStart = await _api.WatchAsync($"{_path}?watch=true&resourceVersion={version}");
        (await fromStart.NextChangesAsync(expected.Count)).ShouldBe(expected);

        using var again = await _api.WatchAsync($"{_path}?watch=true&resourceVersion={version}");
        string? seen = null;
        for (var i = 0; i < 10; i++)
            seen = (string)(await again.NextChangeAsync()).ShouldNotBeNull()["object"]!["metadata"]!["resourceVersion"]!;
        using var resumed = await _api.WatchAsync($"{_path}?watch=true&resourceVersion={seen}");
        (await resumed.NextChangesAsync(expected.Count - 10)).ShouldBe(expected.Skip(10));
    }

    [Fact]
    public async Task An_object_that_comes_to_match_is_added_and_one_that_no_longer_does_is_deleted()
    {
        var version = await VersionAsync();
        using var watch = await _api.WatchAsync($"{_path}?watch=true&labelSelector=on%3Dyes&resourceVersion={version}");
        await CreateAsync("a");
        await LabelAsync("a", "yes");
        await LabelAsync("a", "yes", "more");
        await LabelAsync("a", "no");
        await LabelAsync("a", "yes");
        await _api.SendAsync("DELETE", _path + "/a");

        (await watch.NextChangesAsync(2)).ShouldBe(["ADDED a", "MODIFIED a"]);
        var left = (await watch.NextChangeAsync()).ShouldNotBeNull();
        ((string)left["type"]!).ShouldBe("DELETED");
        ((string)left["object"]!["metadata"]!["labels"]!["on"]!).ShouldBe("yes", "the watch sees the object as it last matched");
        var current = await _api.SendAsync("GET", _path);
        long.Parse((string)left["object"]!["metadata"]!["resourceVersion"]!).ShouldBeLessThan(long.Parse((string)current.Json["metadata"]!["resourceVersion"]!));
        (await watch.NextChangesAsync(2)).ShouldBe(["ADDED a", "DELETED a"]);
    }

    [Fact]
    public async Task Bookmarks_tell_how_far_the_watch_is()
    {
        using var watch = await _api.WatchAsync($"{_path}?watch=true&allowWatchBookmarks=true&labelSelector=none%3Done&resourceVersion={await VersionAsync()}");
        await CreateAsync("a");
        var version = long.Parse(await VersionAsync());
        long told;
        do
        {
            var bookmark = (await watch.NextAsync()).ShouldNotBeNull();
            ((string)bookmark["type"]!).ShouldBe("BOOKMARK");
            ((string)bookmark["object"]!["kind"]!).ShouldBe("ConfigMap");
            told = long.Parse((string)bookmark["object"]!["metadata"]!["resourceVersion"]!);
        }
        while (told < version);
    }

    [Fact]
    public async Task Initial_events_end_with_a_marked_bookmark()
    {
        await CreateAsync("a");
        await CreateAsync("b");
        using var watch = await _api.WatchAsync(_path + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");
        (await watch.NextChangesAsync(2)).ShouldBe(["ADDED a", "ADDED b"]);
        var end = (await watch.NextAsync()).ShouldNotBeNull();
        ((string)end["type"]!).ShouldBe("BOOKMARK");
        ((string)end["object"]!["metadata"]!["annotations"]!["k8s.io/initial-events-end"]!).ShouldBe("true");
    }

    [Fact]
    public async Task A_watch_ends_when_its_time_is_up()
    {
        using var watch = await _api.WatchAsync($"{_path}?watch=true&timeoutSeconds=1&resourceVersion={await VersionAsync()}");
        (await watch.NextAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_watch_may_ask_for_more_time_than_there_is()
    {
        using var watch = await _api.WatchAsync($"{_path}?watch=true&timeoutSeconds={long.MaxValue}&resourceVersion={await VersionAsync()}");
        await CreateAsync("a");
        (await watch.NextChangesAsync(1)).ShouldBe(["ADDED a"]);
    }

    [Fact]
    public async Task Tables_are_watched_too()
    {
        using var watch = await _api.WatchAsync($"{_path}?watch=true&resourceVersion={await VersionAsync()}", "application/json;as=Table;v=v1;g=meta.k8s.io");
        await CreateAsync("a");
        await CreateAsync("b");
        var first = (await watch.NextChangeAsync()).ShouldNotBeNull()["object"]!;
        ((string)first["kind"]!).ShouldBe("Table");
        first["columnDefinitions"]!.AsArray().Count.ShouldBe(3);
        ((string)first["rows"]![0]!["cells"]![0]!).ShouldBe("a");
        var second = (await watch.NextChangeAsync()).ShouldNotBeNull()["object"]!;
        second["columnDefinitions"].ShouldBeNull();
        ((string)second["rows"]![0]!["cells"]![0]!).ShouldBe("b");
    }

    [Fact]
    public async Task Metadata_is_watched_alone()
    {
        using var watch = await _api.WatchAsync($"{_path}?watch=true&resourceVersion={await VersionAsync()}", "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io");
        await CreateAsync("a");
        var seen = (await watch.NextChangeAsync()).ShouldNotBeNull()["object"]!;
        ((string)seen["kind"]!).ShouldBe("PartialObjectMetadata");
        seen["data"].ShouldBeNull();
    }

    [Fact]
    public async Task Pages_show_one_moment()
    {
        foreach (var name in (string[])["a", "b", "c", "d", "e"])
            await CreateAsync(name);
        var first = (await _api.SendAsync("GET", _path + "?limit=2")).Json;
        Names(first).ShouldBe(["a", "b"]);
        ((long)first["metadata"]!["remainingItemCount"]!).ShouldBe(3);
        await CreateAsync("bb");
        await _api.SendAsync("DELETE", _path + "/d");

        var token = (string)first["metadata"]!["continue"]!;
        var second = (await _api.SendAsync("GET", $"{_path}?limit=2&continue={token}")).Json;
        Names(second).ShouldBe(["c", "d"]);
        var third = (await _api.SendAsync("GET", $"{_path}?limit=2&continue={second["metadata"]!["continue"]}")).Json;
        Names(third).ShouldBe(["e"]);
        third["metadata"]!["continue"].ShouldBeNull();
    }

    [Fact]
    public async Task Reads_see_every_acknowledged_write()
    {
        for (var i = 0; i < 200; i++)
        {
            var name = $"r-{i}";
            await CreateAsync(name);
            Names((await _api.SendAsync("GET", $"{_path}?fieldSelector=metadata.name%3D{name}")).Json).ShouldBe([name]);
        }
    }

    [Fact]
    public async Task A_hundred_watches_see_all_changes_in_order()
    {
        var version = await VersionAsync();
        var watches = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _api.WatchAsync($"{_path}?watch=true&resourceVersion={version}")));
        var writing = Parallel.ForEachAsync(Enumerable.Range(0, 60), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) => await CreateAsync($"w-{i}"));
        var seen = await Task.WhenAll(watches.Select(watch => watch.NextChangesAsync(60)));
        await writing;
        seen[0].ShouldBe(Enumerable.Range(0, 60).Select(i => $"ADDED w-{i}"), ignoreOrder: true);
        seen.ShouldAllBe(changes => changes.SequenceEqual(seen[0]));
        Array.ForEach(watches, watch => watch.Dispose());
    }

    private static IEnumerable<string> Names(System.Text.Json.Nodes.JsonNode list) => list["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!);

    private async Task<string> VersionAsync() => (string)(await _api.SendAsync("GET", _path + "?limit=1")).Json["metadata"]!["resourceVersion"]!;

    private async Task CreateAsync(string name) =>
        (await _api.SendAsync("POST", _path, $$$"""{"metadata":{"name":"{{{name}}}"}}""")).Code.ShouldBe(HttpStatusCode.Created);

    private async Task LabelAsync(string name, string value, string more = "") =>
        (await _api.SendAsync("PUT", $"{_path}/{name}", $$$"""{"metadata":{"labels":{"on":"{{{value}}}"}},"data":{"more":"{{{more}}}"}}""")).Code.ShouldBe(HttpStatusCode.OK);
}
