using System.Text;
using System.Text.Json.Nodes;
using Krewe.Fuzz.Requests;
using Krewe.Fuzz.Wire;
using Krewe.Model.Kinds;

namespace Krewe.Fuzz;

/// <summary>Makes the namespaces that requests name, and afterwards deletes all that was made, which also shows that the server still works.</summary>
internal sealed class Housekeeper(FuzzTarget target) : IAsyncDisposable
{
    private const int Namespaces = 2;
    private const int PageSize = 100;
    private const string MetadataOnly = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";
    private const string Deletion = """{"gracePeriodSeconds":0,"propagationPolicy":"Background"}""";
    private RawConnection? _connection;

    public ValueTask DisposeAsync() => _connection?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Makes the namespaces.</summary>
    public async Task PrepareAsync()
    {
        for (var i = 0; i < Namespaces; i++)
            await SendAsync("POST", "/api/v1/namespaces", $$$"""{"metadata":{"name":"fuzz-{{{i}}}"}}""");
    }

    /// <summary>Deletes everything, and tries whether the server answers as it should; says where it does not.</summary>
    public async Task<string?> CleanUpAsync()
    {
        foreach (var kind in KindRegistry.All)
        {
            if (await DeleteAllAsync(kind) is { } problem)
                return problem;
        }
        await PrepareAsync();
        return await TryOutAsync();
    }

    private async Task<string?> DeleteAllAsync(KindDefinition kind)
    {
        // Controllers have made many more pods than requests did, and events about them.
        for (var i = 0; kind.Namespaced && i < Namespaces; i++)
            await SendAsync("DELETE", $"{Root(kind)}/namespaces/fuzz-{i}/{kind.Plural}", Deletion);
        var path = $"{Root(kind)}/{kind.Plural}";
        for (var next = ""; next is not null;)
        {
            var answer = await SendAsync("GET", $"{path}?limit={PageSize}&continue={next}", accept: MetadataOnly);
            // 410 comes with a token to go on with: what is deleted meanwhile makes the first one expire.
            if (answer.Code is not (200 or 410))
                return $"afterwards the list of {kind.Plural} does not come: {answer.Code} {answer.Text}";
            var page = JsonNode.Parse(answer.Text)!;
            foreach (var item in page["items"] as JsonArray ?? [])
                await DeleteAsync(kind, item!["metadata"]!);
            next = (string?)page["metadata"]?["continue"];
        }
        return null;
    }

    private async Task DeleteAsync(KindDefinition kind, JsonNode metadata)
    {
        if (kind.Collection == "namespaces" && !((string)metadata["name"]!).StartsWith("fuzz-", StringComparison.Ordinal))
            return;
        var space = (string?)metadata["namespace"] is { } name ? $"/namespaces/{name}" : "";
        var path = $"{Root(kind)}{space}/{kind.Plural}/{metadata["name"]}";
        if (metadata["finalizers"] is not null)
            await SendAsync("PATCH", path, """{"metadata":{"finalizers":null}}""", "application/merge-patch+json");
        await SendAsync("DELETE", path, Deletion);
    }

    private static string Root(KindDefinition kind) => kind.Gvk.Group.Length == 0 ? "/api/v1" : $"/apis/{kind.Gvk.Group}/{kind.Gvk.Version}";

    private async Task<string?> TryOutAsync()
    {
        const string Path = "/api/v1/namespaces/default/configmaps";
        var made = await SendAsync("POST", Path, """{"metadata":{"name":"fuzz-last"},"data":{"a":"b"}}""");
        var read = await SendAsync("GET", Path + "/fuzz-last");
        var listed = await SendAsync("GET", Path);
        var gone = await SendAsync("DELETE", Path + "/fuzz-last");
        return (made.Code, read.Code, listed.Code, gone.Code) is (201, 200, 200, 200) && listed.Text.Contains("fuzz-last", StringComparison.Ordinal)
            ? null
            : $"afterwards the server does not work: {made.Code} {made.Text}, {read.Code}, {listed.Code}, {gone.Code}";
    }

    private async Task<RawAnswer> SendAsync(string method, string path, string body = "", string type = "application/json", string accept = "*/*")
    {
        var request = new FuzzRequest(method, path, ["Content-Type: " + type, "Accept: " + accept], Encoding.UTF8.GetBytes(body)).ToBytes(target.Authority, target.Token);
        // A server may close a connection that was idle, as it was between two rounds: then a new one is made, as clients do.
        while (true)
        {
            var isNew = _connection is null;
            _connection ??= new RawConnection(await target.ConnectAsync(CancellationToken.None));
            var answer = await _connection.SendAsync(request, isHead: false, isStream: false, CancellationToken.None);
            if (answer.KeepsConnection)
                return answer;
            await _connection.DisposeAsync();
            _connection = null;
            if (answer.Code != 0 || isNew)
                return answer;
        }
    }
}
