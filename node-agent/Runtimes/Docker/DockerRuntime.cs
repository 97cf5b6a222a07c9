using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Krewe.NodeAgent.Logs;
using Microsoft.Extensions.Logging;

namespace Krewe.NodeAgent.Runtimes.Docker;

/// <summary>
/// Pods on a Docker engine. A pod's sandbox is a container of <see cref="PauseImage"/> that holds the network and IPC namespaces; the
/// pod's containers join it. Labels tell what each container is (<see cref="DockerLabels"/>), so that a restarted agent finds them.
/// The engine neither restarts containers nor checks their health: that is the agent's.
/// </summary>
internal sealed class DockerRuntime : IContainerRuntime
{
    /// <summary>Where an engine listens by default.</summary>
    public const string DefaultSocket = "/var/run/docker.sock";

    private const int ParallelStarts = 8;
    private const int LongestExecOutput = 10 * 1024;
    private const int ImagesListed = 50;

    private readonly DockerTransport _transport;
    private readonly DockerClient _client;
    private readonly DockerObserver _observer;
    private readonly string _agentId;
    private readonly string _socket;
    private readonly SemaphoreSlim _starts = new(ParallelStarts);

    /// <summary>Uses the engine behind a socket for the containers of an agent.</summary>
    public DockerRuntime(string socket, string agentId, TimeProvider time, ILogger<DockerRuntime> logger)
    {
        _agentId = agentId;
        _socket = socket;
        _transport = new DockerTransport(socket, time);
        _client = new DockerClient(_transport);
        _observer = new DockerObserver(_client, agentId, time, logger);
        Streams = new DockerStreams(_client, () => SeesMounts, time);
    }

    /// <inheritdoc/>
    public string Name => "docker";

    /// <inheritdoc/>
    public bool UsesFiles => true;

    /// <inheritdoc/>
    public bool SeesMounts { get; private set; }

    /// <inheritdoc/>
    public IContainerStreams Streams { get; }

    /// <inheritdoc/>
    public async Task<RuntimeDescription> Prepare(CancellationToken cancellationToken)
    {
        var version = await Ask(() => _client.Version(cancellationToken));
        SeesMounts = System.Environment.IsPrivilegedProcess && EngineNamespace.IsOwn(_socket);
        if (await Ask(() => _client.InspectImage(PauseImage.Reference, cancellationToken)) is null)
            await ImportPauseImage(cancellationToken);
        return new RuntimeDescription($"docker://{version.Version}");
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RuntimeObservation> Observe(CancellationToken cancellationToken) => _observer.Observe(cancellationToken);

    /// <inheritdoc/>
    public async Task<string?> FindImage(string reference, CancellationToken cancellationToken) =>
        ImageReference.TryParse(reference, out var image)
            ? (await Ask(() => _client.InspectImage(image.ToString(), cancellationToken)))?.Id
            : null;

    /// <inheritdoc/>
    public async Task<PullOutcome> PullImage(string reference, IReadOnlyList<RegistryLogin> logins, CancellationToken cancellationToken)
    {
        if (!ImageReference.TryParse(reference, out var image))
            return new PullOutcome.Failed("InvalidImageName", $"Failed to apply default image tag \"{reference}\": couldn't parse image name \"{reference}\": invalid reference format");
        try
        {
            var login = logins.FirstOrDefault(login => image.IsOf(login.Server));
            await _client.PullImage(image.Repository, image.TagOrDigest, login is null ? null : AuthHeader(login), cancellationToken);
            return await _client.InspectImage(image.ToString(), cancellationToken) is { } present
                ? new PullOutcome.Pulled(present.Id, present.Size)
                : new PullOutcome.Failed("ErrImagePull", $"image {reference} was pulled but is not there");
        }
        catch (Exception e) when (e is DockerException or RuntimeException or JsonException or IOException)
        {
            return new PullOutcome.Failed("ErrImagePull", e.Message);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RuntimeImage>> ListImages(CancellationToken cancellationToken) =>
    [
        .. (await Ask(() => _client.ListImages(cancellationToken)))
            .Select(image => new RuntimeImage([.. image.RepoDigests ?? [], .. (image.RepoTags ?? []).Where(tag => tag != "<none>:<none>")], image.Size))
            .Where(image => image.Names.Count > 0)
            .OrderByDescending(image => image.SizeBytes).Take(ImagesListed),
    ];

    /// <inheritdoc/>
    public async Task<ObservedSandbox> CreateSandbox(SandboxRequest request, CancellationToken cancellationToken)
    {
        using var turn = await Turn(cancellationToken);
        var id = await Create(DockerContainerSpec.NameOf(request), DockerContainerSpec.Of(request, _agentId), cancellationToken);
        try
        {
            await Ask(() => _client.StartContainer(id, cancellationToken));
        }
        catch (RuntimeException)
        {
            await Ask(() => _client.RemoveContainer(id, cancellationToken));
            throw;
        }
        return (await Ask(() => _observer.Look(id, cancellationToken)))?.Sandbox
            ?? throw new RuntimeException($"sandbox container \"{id}\" vanished after its start");
    }

    /// <inheritdoc/>
    public Task RemoveSandbox(string id, CancellationToken cancellationToken) => RemoveContainer(id, cancellationToken);

    /// <inheritdoc/>
    public async Task<ObservedContainer> StartContainer(ContainerRequest request, CancellationToken cancellationToken)
    {
        using var turn = await Turn(cancellationToken);
        var id = await Create(DockerContainerSpec.NameOf(request), DockerContainerSpec.Of(request, _agentId), cancellationToken);
        string? refusal = null;
        try
        {
            await _client.StartContainer(id, cancellationToken);
        }
        catch (DockerException e)
        {
            refusal = e.Message;
        }
        var seen = (await Ask(() => _observer.Look(id, cancellationToken)))?.Container
            ?? throw new RuntimeException($"container \"{id}\" vanished after its start");
        return refusal is null
            ? seen
            : seen with { Phase = ContainerPhase.Exited, StartError = refusal, StartedAt = null, FinishedAt = seen.FinishedAt ?? seen.CreatedAt };
    }

    /// <inheritdoc/>
    public async Task StopContainer(string id, TimeSpan grace, CancellationToken cancellationToken)
    {
        try
        {
            await _client.StopContainer(id, grace, cancellationToken);
        }
        catch (DockerException e) when (e.Status == HttpStatusCode.NotFound)
        {
        }
        catch (DockerException e)
        {
            throw new RuntimeException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public Task RemoveContainer(string id, CancellationToken cancellationToken) => Ask(() => _client.RemoveContainer(id, cancellationToken));

    /// <inheritdoc/>
    public async Task ReadLogs(string id, LogQuery query, LogSink sink, CancellationToken cancellationToken)
    {
        var container = await Ask(() => _client.InspectContainer(id, cancellationToken)) ?? throw new RuntimeException($"container \"{id}\" is gone");
        using var response = await Ask(() => _client.OpenLogs(id, QueryText(query), cancellationToken));
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await DockerFraming.Copy(stream, !container.Config.Tty, sink, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ExecResult> Exec(string id, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var exec = await Ask(() => _client.CreateExec(id, new DockerExecCreate(command, AttachStdout: true, AttachStderr: true), cancellationToken));
        using var response = await Ask(() => _client.StartExec(exec, cancellationToken));
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var output = new MemoryStream();
        await DockerFraming.Copy(
            stream, framed: true,
            (text, _) =>
            {
                output.Write(text.Span[..(int)Math.Min(text.Length, LongestExecOutput - output.Length)]);
                return ValueTask.CompletedTask;
            },
            cancellationToken);
        var inspected = await Ask(() => _client.InspectExec(exec, cancellationToken));
        return new ExecResult(inspected.ExitCode ?? throw new RuntimeException("the command's exit code is not known"), Encoding.UTF8.GetString(output.ToArray()));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _transport.Dispose();
        _starts.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> Create(string name, DockerCreate create, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
            try
            {
                return await _client.CreateContainer(name, create, cancellationToken);
            }
            catch (DockerException e) when (tries < 2 && e.Status == HttpStatusCode.Conflict)
            {
                await MakeWay(name, cancellationToken);
            }
            catch (DockerException e) when (tries < 2 && e.Status == HttpStatusCode.NotFound && create.Image == PauseImage.Reference)
            {
                await ImportPauseImage(cancellationToken);
            }
            catch (DockerException e)
            {
                throw new RuntimeException(e.Message, e);
            }
    }

    /// <summary>Removes what an earlier try of the same step left under a name; never a stranger's or something that ever ran.</summary>
    private async Task MakeWay(string name, CancellationToken cancellationToken)
    {
        if (await Ask(() => _client.InspectContainer(name, cancellationToken)) is not { } left)
            return;
        var ours = left.Config.Labels is { } labels && DockerLabels.Read(labels) is { } read
            && read.Write(_agentId).All(label => labels.GetValueOrDefault(label.Key) == label.Value);
        if (!ours || left.State.Running)
            throw new RuntimeException($"the container name \"{name}\" is in use");
        await Ask(() => _client.RemoveContainer(left.Id, cancellationToken));
    }

    private Task ImportPauseImage(CancellationToken cancellationToken) => Ask(() => _client.ImportImage(
        PauseImage.Repository, PauseImage.Tag, PauseImage.Archive(RuntimeInformation.ProcessArchitecture), cancellationToken));

    private async Task<IDisposable> Turn(CancellationToken cancellationToken)
    {
        await _starts.WaitAsync(cancellationToken);
        return new Release(_starts);
    }

    private static string QueryText(LogQuery query)
    {
        var text = new StringBuilder();
        if (query.Follow)
            text.Append("&follow=true");
        if (query.Timestamps)
            text.Append("&timestamps=true");
        if (query.TailLines is { } tail)
            text.Append(CultureInfo.InvariantCulture, $"&tail={tail}");
        if (query.Since is { } since)
            text.Append(CultureInfo.InvariantCulture, $"&since={since.ToUnixTimeSeconds()}.{since.UtcTicks % TimeSpan.TicksPerSecond * 100:D9}");
        return text.ToString();
    }

    private static string AuthHeader(RegistryLogin login) =>
        Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(
            new DockerRegistryAuth(login.User, login.Password, login.Server), DockerJson.Default.DockerRegistryAuth))
            .Replace('+', '-').Replace('/', '_');

    private static async Task<T> Ask<T>(Func<Task<T>> verb)
    {
        try
        {
            return await verb();
        }
        catch (DockerException e)
        {
            throw new RuntimeException(e.Message, e);
        }
    }

    private static async Task Ask(Func<Task> verb)
    {
        try
        {
            await verb();
        }
        catch (DockerException e)
        {
            throw new RuntimeException(e.Message, e);
        }
    }

    private sealed class Release(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
