using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Krewe.Gateway.Tests.Harness;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Meta;
using Krewe.Model.Yaml;

namespace Krewe.Gateway.Tests;

/// <summary>Objects, lists, statuses and watches in every form that a client may ask for.</summary>
[Collection(SharedControlPlane.Name)]
public sealed class AnswerFormTests(ControlPlaneFixture plane) : IAsyncLifetime
{
    private const string Protobuf = "application/vnd.kubernetes.protobuf";
    private const string ProtobufMetadata = Protobuf + ";as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
    private readonly ApiClient _api = plane.Api();
    private string _path = "";

    public async Task InitializeAsync() => _path = $"/api/v1/namespaces/{await _api.NamespaceAsync()}/configmaps";

    public Task DisposeAsync()
    {
        _api.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task An_informer_works_in_protobuf_alone()
    {
        var made = await SendProtobufAsync("POST", _path, new ConfigMap { Metadata = new ObjectMeta { Name = "a" }, Data = new Dictionary<string, string> { ["k"] = "v" } });
        Read(made).Metadata.Name.ShouldBe("a");

        var list = await BytesAsync(_path, Protobuf);
        Encoding.UTF8.GetString(list).ShouldContain("ConfigMapList");
        var version = (string)(await _api.SendAsync("GET", _path)).Json["metadata"]!["resourceVersion"]!;

        using var watch = await ProtobufFrames.OpenAsync(_api, $"{_path}?watch=true&resourceVersion={version}&allowWatchBookmarks=true", Protobuf + ", application/json");
        await SendProtobufAsync("PUT", _path + "/a", new ConfigMap { Metadata = new ObjectMeta { Name = "a" }, Data = new Dictionary<string, string> { ["k"] = "w" } });
        var (type, body) = await NextChangeAsync(watch);
        type.ShouldBe("MODIFIED");
        Read(body).Data["k"].ShouldBe("w");

        await _api.SendAsync("DELETE", _path + "/a");
        (type, body) = await NextChangeAsync(watch);
        type.ShouldBe("DELETED");
        Read(body).Metadata.Name.ShouldBe("a");
    }

    [Fact]
    public async Task Initial_events_in_protobuf_end_with_a_marked_bookmark()
    {
        await _api.SendAsync("POST", _path, """{"metadata":{"name":"a"}}""");
        using var watch = await ProtobufFrames.OpenAsync(
            _api, _path + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true", Protobuf);
        (await watch.NextAsync()).Type.ShouldBe("ADDED");
        var (type, body) = await watch.NextAsync();
        type.ShouldBe("BOOKMARK");
        Read(body).Metadata.Annotations["k8s.io/initial-events-end"].ShouldBe("true");
    }

    [Fact]
    public async Task Metadata_alone_comes_in_protobuf_too()
    {
        await _api.SendAsync("POST", _path, """{"metadata":{"name":"a","labels":{"x":"y"}},"data":{"secret":"content"}}""");
        foreach (var path in new[] { _path, _path + "/a" })
        {
            var text = Encoding.UTF8.GetString(await BytesAsync(path, ProtobufMetadata));
            text.ShouldContain("PartialObjectMetadata");
            text.ShouldContain("meta.k8s.io/v1");
            text.ShouldNotContain("content");
        }
        using var watch = await ProtobufFrames.OpenAsync(_api, _path + "?watch=true", ProtobufMetadata);
        var (type, body) = await watch.NextAsync();
        type.ShouldBe("ADDED");
        Encoding.UTF8.GetString(body).ShouldContain("PartialObjectMetadata");
        Encoding.UTF8.GetString(body).ShouldNotContain("content");
    }

    [Fact]
    public async Task A_failure_comes_in_the_form_that_was_asked_for()
    {
        Encoding.UTF8.GetString(await BytesAsync(_path + "/none", Protobuf)).ShouldStartWith("k8s\0");
        var yaml = await _api.SendAsync("GET", _path + "/none", accept: "application/yaml");
        yaml.Code.ShouldBe(HttpStatusCode.NotFound);
        yaml.ContentType.ShouldBe("application/yaml");
        yaml.Text.ShouldContain("reason: NotFound\n");
        (await _api.SendAsync("GET", _path + "/none", accept: "image/png")).Code.ShouldBe(HttpStatusCode.NotAcceptable);
    }

    [Fact]
    public async Task Objects_and_lists_come_and_go_as_YAML()
    {
        var made = await _api.SendAsync("POST", _path, "metadata:\n  name: a\ndata:\n  k: \"12\"\n", "application/yaml", "application/yaml");
        made.Code.ShouldBe(HttpStatusCode.Created);
        var list = await _api.SendAsync("GET", _path, accept: "application/yaml");
        var json = JsonNode.Parse(YamlJson.Convert(Encoding.UTF8.GetBytes(list.Text)).Span)!;
        JsonNode.DeepEquals(json, (await _api.SendAsync("GET", _path)).Json).ShouldBeTrue(list.Text);
        (await _api.SendAsync("GET", _path + "?watch=true", accept: "application/yaml")).Code.ShouldBe(HttpStatusCode.NotAcceptable);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData(Protobuf)]
    [InlineData("application/json;as=Table;v=v1;g=meta.k8s.io")]
    public async Task Long_answers_are_compressed_for_those_who_accept_it(string accept)
    {
        for (var i = 0; i < 3; i++)
            await _api.SendAsync("POST", _path, $$$"""{"metadata":{"name":"m{{{i}}}","annotations":{"filler":"{{{new string('x', 60_000)}}}"} } }""");
        var plain = await BytesAsync(_path, accept);
        plain.Length.ShouldBeGreaterThan(128 << 10);

        using var request = new HttpRequestMessage(HttpMethod.Get, _path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
        using var answer = await _api.SendAsync(request);
        answer.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        answer.Headers.Vary.ShouldContain("Accept-Encoding");
        using var gzip = new GZipStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        await gzip.CopyToAsync(unpacked);
        unpacked.ToArray().ShouldBe(plain);

        request.Headers.Remove("Accept");
        using var small = new HttpRequestMessage(HttpMethod.Get, _path + "?limit=1");
        small.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
        (await _api.SendAsync(small)).Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    private static async Task<(string Type, byte[] Body)> NextChangeAsync(ProtobufFrames watch)
    {
        (string Type, byte[] Body) next;
        do
            next = await watch.NextAsync();
        while (next.Type == "BOOKMARK");
        return next;
    }

    private static ConfigMap Read(byte[] body) =>
        (ConfigMap)ApiDecoder.Decode(BodyFormat.Protobuf, body, ConfigMapKind.Instance, FieldValidation.Strict).Value.Value;

    private async Task<byte[]> BytesAsync(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await _api.SendAsync(request);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private async Task<byte[]> SendProtobufAsync(string method, string path, ConfigMap map)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new ReadOnlyMemoryContent(ApiProtobuf.Write(map)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", Protobuf);
        request.Headers.TryAddWithoutValidation("Accept", Protobuf);
        using var answer = await _api.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(answer.StatusCode.ToString());
        return await answer.Content.ReadAsByteArrayAsync();
    }
}
