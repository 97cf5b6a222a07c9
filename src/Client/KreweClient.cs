using System.Net.Http.Headers;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Krewe.Model.CustomResources;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Client;

/// <summary>
/// A client of the API for .NET programs. Objects are the records of <c>Krewe.Model</c>; a kind is named by its
/// <see cref="KindDefinition"/>, as in <c>client.FindAsync(DeploymentKind.Instance, new("default", "web"), token)</c>. Objects of custom kinds
/// are <c>CustomObject</c>s, and their kind is <c>CustomKind.Named("crontabs.example.com", new("example.com", "v1", "CronTab"))</c>, or
/// what <see cref="FindKindAsync"/> has found.
/// </summary>
/// <remarks>
/// Thread-safe. Every method throws <see cref="ApiException"/> when the server refuses, and <see cref="HttpRequestException"/>
/// when it cannot be reached. Nothing is retried here: the caller knows what may be done twice.
/// </remarks>
public sealed class KreweClient : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue MergePatch = new("application/merge-patch+json");

    private readonly HttpClient _http;

    /// <summary>Connects as <paramref name="connection"/> says; no request is made yet.</summary>
    public KreweClient(ApiConnection connection) => _http = connection.CreateHttpClient();

    /// <summary>Reads one object; null when it does not exist.</summary>
    public async Task<ApiObject?> FindAsync(KindDefinition kind, ObjectKey key, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(ResourcePath.Of(kind, key), cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        return await ReadObjectAsync(kind, response, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds the custom kind that a version of a group serves under a plural; null when there is none.</summary>
    public async Task<CustomKind?> FindKindAsync(string group, string version, string plural, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync($"apis/{Uri.EscapeDataString(group)}/{Uri.EscapeDataString(version)}", cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        await ApiException.ThrowIfRefusedAsync(response, cancellationToken).ConfigureAwait(false);
        using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        foreach (var resource in document.RootElement.GetProperty("resources").EnumerateArray())
        {
            if (resource.GetProperty("name").GetString() == plural)
                return CustomKind.Named($"{plural}.{group}", new GroupVersionKind(group, version, resource.GetProperty("kind").GetString() ?? ""));
        }
        return null;
    }

    /// <summary>Lists the objects of a kind, of one namespace or (null) of all, at one resource version.</summary>
    public async Task<ObjectList> ListAsync(
        KindDefinition kind, string? ns, string? labelSelector, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(ResourcePath.Of(kind, ns, labelSelector, watchFrom: null), cancellationToken)
            .ConfigureAwait(false);
        await ApiException.ThrowIfRefusedAsync(response, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return ObjectList.Read(kind, body);
    }

    /// <summary>
    /// Streams the changes after a resource version until the server ends the watch (it does so after a while: begin again from the
    /// last version seen) or the token is cancelled.
    /// </summary>
    public async IAsyncEnumerable<WatchEvent> WatchAsync(
        KindDefinition kind, string? ns, string? labelSelector, string resourceVersion,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, ResourcePath.Of(kind, ns, labelSelector, resourceVersion));
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        await ApiException.ThrowIfRefusedAsync(response, cancellationToken).ConfigureAwait(false);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.Length > 0)
                yield return WatchEvent.Read(kind, line);
        }
    }

    /// <summary>
    /// Writes a backup of the whole cluster to a stream. It holds every Secret and the keys of the cluster. When this throws, what was
    /// written is no backup.
    /// </summary>
    public async Task BackUpAsync(Stream output, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync("/krewe/v1/backup", HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        await ApiException.ThrowIfRefusedAsync(response, cancellationToken).ConfigureAwait(false);
        await response.Content.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Creates an object.</summary>
    public async Task<ApiObject> CreateAsync(ApiObject value, CancellationToken cancellationToken)
    {
        var kind = value.Definition;
        using var content = Body(ApiJson.Write(value), Json);
        using var response = await _http.PostAsync(
            ResourcePath.Of(kind, value.Metadata.Namespace, null, null), content, cancellationToken).ConfigureAwait(false);
        return await ReadObjectAsync(kind, response, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Makes an object as a manifest says: creates it, or merges the manifest into the object that is there. Fields that the
    /// manifest does not name stay as they are.
    /// </summary>
    public async Task<ApiObject> ApplyAsync(ApiObject manifest, CancellationToken cancellationToken)
    {
        var kind = manifest.Definition;
        var key = new ObjectKey(manifest.Metadata.Namespace ?? "", manifest.Metadata.Name ?? "");
        if (await FindAsync(kind, key, cancellationToken).ConfigureAwait(false) is null)
            return await CreateAsync(manifest, cancellationToken).ConfigureAwait(false);
        using var content = Body(ApiJson.Write(manifest), MergePatch);
        using var response = await _http.PatchAsync(ResourcePath.Of(kind, key), content, cancellationToken).ConfigureAwait(false);
        return await ReadObjectAsync(kind, response, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes an object; false when it does not exist. Graceful ends take their time after the answer.</summary>
    public async Task<bool> DeleteAsync(KindDefinition kind, ObjectKey key, CancellationToken cancellationToken)
    {
        using var response = await _http.DeleteAsync(ResourcePath.Of(kind, key), cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return false;
        await ApiException.ThrowIfRefusedAsync(response, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>True when the server answers that it is ready to serve.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync("readyz", cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // Nobody listens yet: that is the answer, not an error.
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static ReadOnlyMemoryContent Body(ReadOnlyMemory<byte> json, MediaTypeHeaderValue type) =>
        new(json) { Headers = { ContentType = type } };

    private static async Task<ApiObject> ReadObjectAsync(
        KindDefinition kind, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await ApiException.ThrowIfRefusedAsync(response, cancellationToken).ConfigureAwait(false);
        return ApiJson.Read(kind, await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
    }
}
