using System.Text;
using System.Text.Json.Nodes;
using Krewe.Fuzz.Requests;
using Krewe.Fuzz.Wire;
using Krewe.Model.Kinds;

namespace Krewe.Fuzz;

/// <summary>Makes the namespaces that requests name, and afterwards deletes all that was made, which also shows that the server still works.</summary>
internal sealed class Housekeeper(FuzzTarget target)
{
    private const int Namespaces = 2;

    /// <summary>Makes the namespaces.</summary>
    public async Task PrepareAsync()
    {
        await using var connection = await ConnectAsync();
        for (var i = 0; i < Namespaces; i++)
            await SendAsync(connection, "POST", "/api/v1/namespaces", $$$"""{"metadata":{"name":"fuzz-{{{i}}}"}}""");
    }

    /// <summary>Deletes everything, and tries whether the server answers as it should; says where it does not.</summary>
    public async Task<string?> CleanUpAsync()
    {
        await using (var connection = await ConnectAsync())
        {
            foreach (var kind in KindRegistry.All)
            {
                var path = kind.Gvk.Group.Length == 0 ? $"/api/v1/{kind.Plural}" : $"/apis/{kind.Gvk.Group}/{kind.Gvk.Version}/{kind.Plural}";
                foreach (var item in (JsonNode.Parse((await SendAsync(connection, "GET", path)).Text)?["items"] as JsonArray ?? []).Select(item => item!["metadata"]!))
                    await DeleteAsync(connection, kind, item);
            }
        }
        await PrepareAsync();
        return await TryOutAsync();
    }

    private async Task DeleteAsync(RawConnection connection, KindDefinition kind, JsonNode metadata)
    {
        if (kind.Collection == "namespaces" && !((string)metadata["name"]!).StartsWith("fuzz-", StringComparison.Ordinal))
            return;
        var root = kind.Gvk.Group.Length == 0 ? "/api/v1" : $"/apis/{kind.Gvk.Group}/{kind.Gvk.Version}";
        var space = (string?)metadata["namespace"] is { } name ? $"/namespaces/{name}" : "";
        var path = $"{root}{space}/{kind.Plural}/{metadata["name"]}";
        if (metadata["finalizers"] is not null)
            await SendAsync(connection, "PATCH", path, """{"metadata":{"finalizers":null}}""", "application/merge-patch+json");
        await SendAsync(connection, "DELETE", path, """{"gracePeriodSeconds":0,"propagationPolicy":"Background"}""");
    }

    private async Task<string?> TryOutAsync()
    {
        await using var connection = await ConnectAsync();
        const string Path = "/api/v1/namespaces/default/configmaps";
        var made = await SendAsync(connection, "POST", Path, """{"metadata":{"name":"fuzz-last"},"data":{"a":"b"}}""");
        var read = await SendAsync(connection, "GET", Path + "/fuzz-last");
        var listed = await SendAsync(connection, "GET", Path);
        var gone = await SendAsync(connection, "DELETE", Path + "/fuzz-last");
        return (made.Code, read.Code, listed.Code, gone.Code) is (201, 200, 200, 200) && listed.Text.Contains("fuzz-last", StringComparison.Ordinal)
            ? null
            : $"afterwards the server does not work: {made.Code} {made.Text}, {read.Code}, {listed.Code}, {gone.Code}";
    }

    private async Task<RawConnection> ConnectAsync() => new(await target.ConnectAsync(CancellationToken.None));

    private Task<RawAnswer> SendAsync(RawConnection connection, string method, string path, string body = "", string type = "application/json") =>
        connection.SendAsync(
            new FuzzRequest(method, path, ["Content-Type: " + type], Encoding.UTF8.GetBytes(body)).ToBytes(target.Authority, target.Token), isHead: false, isStream: false, CancellationToken.None);
}
