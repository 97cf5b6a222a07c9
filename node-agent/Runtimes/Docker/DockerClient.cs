using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Krewe.NodeAgent.Runtimes.Docker;

/// <summary>The verbs of the Docker Engine API that the agent uses, typed.</summary>
internal sealed class DockerClient(DockerTransport transport)
{
    private static readonly Version Oldest = new(1, 41);
    private static readonly Version Newest = new(1, 47);

    /// <summary>Asks which engine answers, and speaks its version of the API from then on.</summary>
    public async Task<DockerVersion> Version(CancellationToken cancellationToken)
    {
        var version = await transport.Send(HttpMethod.Get, "version", null, DockerJson.Default.DockerVersion, cancellationToken);
        var newest = System.Version.TryParse(version.ApiVersion, out var parsed) ? parsed : Oldest;
        transport.ApiVersion = newest < Newest ? newest : Newest;
        return version;
    }

    /// <summary>An image, or null.</summary>
    public async Task<DockerImage?> InspectImage(string reference, CancellationToken cancellationToken)
    {
        try
        {
            return await transport.Send(HttpMethod.Get, $"images/{reference}/json", null, DockerJson.Default.DockerImage, cancellationToken);
        }
        catch (DockerException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>All images.</summary>
    public async Task<IReadOnlyList<DockerImage>> ListImages(CancellationToken cancellationToken) =>
        await transport.Send(HttpMethod.Get, "images/json", null, DockerJson.Default.ListDockerImage, cancellationToken);

    /// <summary>Makes an image of one layer from a tar archive.</summary>
    public async Task ImportImage(string repository, string tag, ReadOnlyMemory<byte> tar, CancellationToken cancellationToken)
    {
        using var body = new ReadOnlyMemoryContent(tar);
        body.Headers.ContentType = new("application/x-tar");
        await transport.Send(
            HttpMethod.Post, $"images/create?fromSrc=-&repo={Uri.EscapeDataString(repository)}&tag={Uri.EscapeDataString(tag)}",
            body, TimeSpan.Zero, cancellationToken);
    }

    /// <summary>Fetches an image; the error that the engine reports midway is thrown.</summary>
    public async Task PullImage(string repository, string tag, string? registryAuth, CancellationToken cancellationToken)
    {
        using var response = await transport.Open(
            HttpMethod.Post, $"images/create?fromImage={Uri.EscapeDataString(repository)}&tag={Uri.EscapeDataString(tag)}",
            null, registryAuth, cancellationToken);
        await foreach (var progress in Lines(response, DockerJson.Default.DockerPullProgress, cancellationToken))
            if (progress.Error is not null)
                throw new DockerException(HttpStatusCode.BadGateway, progress.Error);
    }

    /// <summary>Removes an image.</summary>
    public Task RemoveImage(string reference, CancellationToken cancellationToken) =>
        transport.Send(HttpMethod.Delete, $"images/{reference}?force=true", null, TimeSpan.Zero, cancellationToken);

    /// <summary>Makes a container.</summary>
    public async Task<string> CreateContainer(string name, DockerCreate create, CancellationToken cancellationToken)
    {
        using var body = JsonContent.Create(create, DockerJson.Default.DockerCreate);
        // The engine reads the body's length from its header only.
        await body.LoadIntoBufferAsync(cancellationToken);
        var created = await transport.Send(
            HttpMethod.Post, $"containers/create?name={Uri.EscapeDataString(name)}", body, DockerJson.Default.DockerCreated, cancellationToken);
        return created.Id;
    }

    /// <summary>Starts a container.</summary>
    public Task StartContainer(string id, CancellationToken cancellationToken) =>
        transport.Send(HttpMethod.Post, $"containers/{id}/start", null, TimeSpan.Zero, cancellationToken);

    /// <summary>Asks a container to end and ends it after the grace; returns when it has ended.</summary>
    public Task StopContainer(string id, TimeSpan grace, CancellationToken cancellationToken) =>
        transport.Send(HttpMethod.Post, $"containers/{id}/stop?t={(long)Math.Ceiling(grace.TotalSeconds)}", null, grace, cancellationToken);

    /// <summary>Sends a container the signal that cannot be ignored.</summary>
    public Task KillContainer(string id, CancellationToken cancellationToken) =>
        transport.Send(HttpMethod.Post, $"containers/{id}/kill", null, TimeSpan.Zero, cancellationToken);

    /// <summary>Removes a container, running or not.</summary>
    public async Task RemoveContainer(string id, CancellationToken cancellationToken)
    {
        try
        {
            await transport.Send(HttpMethod.Delete, $"containers/{id}?force=true&v=true", null, TimeSpan.Zero, cancellationToken);
        }
        catch (DockerException e) when (e.Status == HttpStatusCode.NotFound || IsBeingRemoved(e))
        {
        }
    }

    /// <summary>A container, or null.</summary>
    public async Task<DockerContainer?> InspectContainer(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await transport.Send(HttpMethod.Get, $"containers/{id}/json", null, DockerJson.Default.DockerContainer, cancellationToken);
        }
        catch (DockerException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>All containers that carry a label.</summary>
    public async Task<IReadOnlyList<DockerListedContainer>> ListContainers(string label, CancellationToken cancellationToken) =>
        await transport.Send(
            HttpMethod.Get, $"containers/json?all=true&filters={Filters(new() { ["label"] = [label] })}",
            null, DockerJson.Default.ListDockerListedContainer, cancellationToken);

    /// <summary>Opens the stream of events of containers that carry a label.</summary>
    public Task<HttpResponseMessage> OpenEvents(string label, CancellationToken cancellationToken) =>
        transport.Open(
            HttpMethod.Get,
            $"events?filters={Filters(new() { ["type"] = ["container"], ["event"] = ["start", "die", "destroy"], ["label"] = [label] })}",
            null, null, cancellationToken);

    /// <summary>Reads events until the engine closes the stream.</summary>
    public static IAsyncEnumerable<DockerEvent> ReadEvents(HttpResponseMessage response, CancellationToken cancellationToken) =>
        Lines(response, DockerJson.Default.DockerEvent, cancellationToken);

    /// <summary>Opens a container's log in the engine's framing.</summary>
    public Task<HttpResponseMessage> OpenLogs(string id, string query, CancellationToken cancellationToken) =>
        transport.Open(HttpMethod.Get, $"containers/{id}/logs?stdout=true&stderr=true{query}", null, null, cancellationToken);

    /// <summary>Makes a command ready to run in a container.</summary>
    public async Task<string> CreateExec(string id, DockerExecCreate exec, CancellationToken cancellationToken)
    {
        using var body = JsonContent.Create(exec, DockerJson.Default.DockerExecCreate);
        await body.LoadIntoBufferAsync(cancellationToken);
        return (await transport.Send(HttpMethod.Post, $"containers/{id}/exec", body, DockerJson.Default.DockerCreated, cancellationToken)).Id;
    }

    /// <summary>Runs it and opens its output in the engine's framing.</summary>
    public async Task<HttpResponseMessage> StartExec(string execId, CancellationToken cancellationToken)
    {
        using var body = JsonContent.Create(new DockerExecStart(false, false), DockerJson.Default.DockerExecStart);
        await body.LoadIntoBufferAsync(cancellationToken);
        return await transport.Open(HttpMethod.Post, $"exec/{execId}/start", body, null, cancellationToken);
    }

    /// <summary>Runs it and opens a connection with its streams, in the engine's framing unless it has a terminal.</summary>
    public async Task<DockerHijack> HijackExec(string execId, bool terminal, CancellationToken cancellationToken)
    {
        using var body = JsonContent.Create(new DockerExecStart(false, terminal), DockerJson.Default.DockerExecStart);
        await body.LoadIntoBufferAsync(cancellationToken);
        return await transport.Hijack($"exec/{execId}/start", body, cancellationToken);
    }

    /// <summary>Opens a connection with the streams of a container's own process.</summary>
    /// <param name="wanted">Which streams: <c>&amp;stdin=true&amp;stdout=true</c>.</param>
    public Task<DockerHijack> HijackAttach(string id, string wanted, CancellationToken cancellationToken) =>
        transport.Hijack($"containers/{id}/attach?stream=true{wanted}", null, cancellationToken);

    /// <summary>Changes the size of a terminal.</summary>
    /// <param name="whose"><c>exec/ID</c> or <c>containers/ID</c>.</param>
    public Task Resize(string whose, int height, int width, CancellationToken cancellationToken) => transport.Send(
        HttpMethod.Post, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{whose}/resize?h={height}&w={width}"),
        null, TimeSpan.Zero, cancellationToken);

    /// <summary>What became of it.</summary>
    public Task<DockerExecInspect> InspectExec(string execId, CancellationToken cancellationToken) =>
        transport.Send(HttpMethod.Get, $"exec/{execId}/json", null, DockerJson.Default.DockerExecInspect, cancellationToken);

    private static bool IsBeingRemoved(DockerException e) =>
        e.Status == HttpStatusCode.Conflict && e.Message.Contains("already in progress", StringComparison.Ordinal);

    private static string Filters(Dictionary<string, List<string>> filters) =>
        Uri.EscapeDataString(JsonSerializer.Serialize(filters, DockerJson.Default.DictionaryStringListString));

    private static async IAsyncEnumerable<T> Lines<T>(
        HttpResponseMessage response, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in JsonSerializer.DeserializeAsyncEnumerable(stream, type, topLevelValues: true, cancellationToken))
            if (item is not null)
                yield return item;
    }
}
