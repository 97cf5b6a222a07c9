using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Krewe.NodeAgent.Logs;
using Krewe.NodeAgent.Native;
using Microsoft.Extensions.Logging;

namespace Krewe.NodeAgent.Runtimes.Processes;

/// <summary>
/// Pods as plain Linux processes of this machine: no engine, no images, no isolation but sessions and control groups. The image of a
/// container is not read; it needs a command. A pod's address is one of 127.64.0.0/10, for its processes to listen on
/// (<c>$(POD_IP)</c>). Volumes are not mounted: their directories are in <c>KREWE_VOLUME_NAME</c>. Processes outlive the agent
/// (<see cref="ProcessShim"/>) and are found again (<see cref="ProcessStore"/>).
/// </summary>
internal sealed partial class ProcessRuntime(string directory, TimeProvider time, ILogger<ProcessRuntime> logger) : IContainerRuntime
{
    /// <summary>What stands for an image: the machine's own files.</summary>
    public const string ImageId = "process://host";

    private const int LongestQueue = 10_000;
    private const int LongestExecOutput = 10 * 1024;
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private readonly ProcessStore _store = new(directory);
    private readonly ConcurrentDictionary<string, ProcessInstance> _instances = [];
    private readonly ConcurrentDictionary<string, PodRecord> _pods = [];
    private readonly ConcurrentDictionary<string, Task> _watches = [];
    private readonly Channel<RuntimeObservation> _seen = Channel.CreateBounded<RuntimeObservation>(LongestQueue);
    private readonly CancellationTokenSource _lifetime = new();
    private Task _looking = Task.CompletedTask;

    /// <inheritdoc/>
    public string Name => "process";

    /// <inheritdoc/>
    public bool UsesFiles => true;

    /// <inheritdoc/>
    public IContainerStreams Streams => new ProcessStreams(_instances.GetValueOrDefault, time);

    /// <inheritdoc/>
    public Task<RuntimeDescription> Prepare(CancellationToken cancellationToken)
    {
        ClosedDirectory.Make(directory, ClosedDirectory.OwnerOnly);
        Load();
        foreach (var instance in _instances.Values.Where(instance => instance.IsAlive))
            _watches[instance.Record.Id] = Watch(instance);
        LogAdopted(logger, _instances.Values.Count(instance => instance.IsAlive));
        _looking = LookAtLogs();
        return Task.FromResult(new RuntimeDescription($"process://{System.Environment.OSVersion.Version}"));
    }

    /// <inheritdoc/>
    public Task LookOn(CancellationToken cancellationToken)
    {
        Load();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RuntimeObservation> Observe([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Everything();
        await foreach (var seen in _seen.Reader.ReadAllAsync(cancellationToken))
            yield return seen;
    }

    /// <inheritdoc/>
    public Task<string?> FindImage(string reference, CancellationToken cancellationToken) => Task.FromResult<string?>(ImageId);

    /// <inheritdoc/>
    public Task<PullOutcome> PullImage(string reference, IReadOnlyList<RegistryLogin> logins, CancellationToken cancellationToken) =>
        Task.FromResult<PullOutcome>(new PullOutcome.Pulled(ImageId, 0));

    /// <inheritdoc/>
    public Task<IReadOnlyList<RuntimeImage>> ListImages(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<RuntimeImage>>([]);

    /// <inheritdoc/>
    public Task<ObservedSandbox> CreateSandbox(SandboxRequest request, CancellationToken cancellationToken)
    {
        var address = PodAddresses.Choose(request.Pod.Uid, _pods.Values.Select(pod => pod.Address).ToHashSet());
        var pod = new PodRecord(request.Pod, request.Attempt, address, time.GetUtcNow(), request.Grace);
        _store.Save(pod);
        _pods[pod.SandboxId] = pod;
        return Task.FromResult(SandboxOf(pod));
    }

    /// <inheritdoc/>
    public Task RemoveSandbox(string id, CancellationToken cancellationToken)
    {
        if (_pods.TryRemove(id, out var pod))
            _store.RemovePod(pod.Pod.Uid);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ObservedContainer> StartContainer(ContainerRequest request, CancellationToken cancellationToken)
    {
        if (request.Command.Count == 0)
            throw new RuntimeException($"container {request.Name} has no command: the process runtime does not read images");
        var environment = EnvironmentOf(request);
        var record = new InstanceRecord(
            request.Pod, request.Name, request.Attempt, request.Sandbox.Id, request.SpecHash, request.BackOff, request.TerminationLog, time.GetUtcNow())
        {
            StartError = Find(request.Command[0], environment["PATH"])
                ? null
                : $"exec: \"{request.Command[0]}\": executable file not found in $PATH",
            User = new InstanceUser(request.Privileges.User, request.Privileges.Group),
            WorkingDirectory = request.WorkingDirectory,
        };
        _store.Save(record);
        var instance = new ProcessInstance(record, _store.DirectoryOf(record), time);
        if (record.StartError is null)
            instance.Own(ProcessShim.Start(
                _store.DirectoryOf(record), instance.Cgroup.Make(request.Limits), [.. request.Command.Concat(request.Args).Select(text => text.Replace("$(POD_IP)", environment["POD_IP"], StringComparison.Ordinal))],
                request.WorkingDirectory, environment, record.User));
        _instances[record.Id] = instance;
        if (instance.IsAlive)
            _watches[record.Id] = Watch(instance);
        return Task.FromResult(instance.Look());
    }

    /// <inheritdoc/>
    public Task StopContainer(string id, TimeSpan grace, CancellationToken cancellationToken) =>
        _instances.TryGetValue(id, out var instance) ? instance.Stop(grace, cancellationToken) : Task.CompletedTask;

    /// <inheritdoc/>
    public async Task RemoveContainer(string id, CancellationToken cancellationToken)
    {
        if (!_instances.TryGetValue(id, out var instance))
            return;
        await instance.Stop(TimeSpan.Zero, cancellationToken);
        _instances.TryRemove(id, out _);
        _store.Remove(instance.Record);
        instance.Cgroup.Kill();
        instance.Cgroup.Remove();
        instance.Dispose();
    }

    /// <inheritdoc/>
    public Task ReadLogs(string id, LogQuery query, LogSink sink, CancellationToken cancellationToken) =>
        _instances.TryGetValue(id, out var instance)
            ? instance.Log.Read(query, () => !instance.IsAlive, sink, cancellationToken)
            : throw new RuntimeException($"container \"{id}\" is gone");

    /// <inheritdoc/>
    public async Task<ExecResult> Exec(string id, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var start = await ProcessCommand.Describe(_instances.GetValueOrDefault(id), command, terminal: null, time, cancellationToken);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = ProcessCommand.Start(start);
        try
        {
            var texts = await Task.WhenAll(ReadBounded(process.StandardOutput, cancellationToken), ReadBounded(process.StandardError, cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            return new ExecResult(process.ExitCode, string.Concat(texts));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Stops looking; the processes go on.</summary>
    public async ValueTask DisposeAsync()
    {
        _lifetime.Cancel();
        await Task.WhenAll(_watches.Values.Append(_looking));
        foreach (var instance in _instances.Values)
            instance.Dispose();
        _lifetime.Dispose();
    }

    private void Load()
    {
        foreach (var pod in _store.Pods())
            _pods[pod.SandboxId] = pod;
        foreach (var record in _store.Instances())
        {
            var instance = new ProcessInstance(record, _store.DirectoryOf(record), time);
            instance.Adopt();
            _instances[record.Id] = instance;
        }
    }

    /// <summary>Tells when an instance has ended.</summary>
    private async Task Watch(ProcessInstance instance)
    {
        await Task.Yield();
        try
        {
            await instance.WaitForEnd(_lifetime.Token);
            LookAt(instance);
            await _seen.Writer.WriteAsync(new RuntimeObservation.Container(instance.Record.Pod, instance.Look()), _lifetime.Token);
        }
        catch (OperationCanceledException)
        {
        }
        _watches.TryRemove(instance.Record.Id, out _);
    }

    private async Task LookAtLogs()
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(ProcessLog.Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_lifetime.Token))
                foreach (var instance in _instances.Values.Where(instance => instance.IsAlive))
                    LookAt(instance);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private void LookAt(ProcessInstance instance)
    {
        try
        {
            instance.Log.Look();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(logger, instance.Record.Id, e.Message);
        }
    }

    private RuntimeObservation.Everything Everything()
    {
        var askedAt = time.GetUtcNow();
        return new(
        [
            .. _pods.Values.Select(pod => pod.Pod).Concat(_instances.Values.Select(instance => instance.Record.Pod)).Distinct().Select(pod => new ObservedPod
            {
                Identity = pod,
                Sandboxes = [.. _pods.Values.Where(record => record.Pod == pod).Select(SandboxOf)],
                Containers = [.. _instances.Values.Where(instance => instance.Record.Pod == pod).Select(instance => instance.Look())],
            }),
        ], askedAt);
    }

    private static ObservedSandbox SandboxOf(PodRecord pod) => new()
    {
        Id = pod.SandboxId,
        Attempt = pod.Attempt,
        Ready = true,
        Addresses = [pod.Address],
        CreatedAt = pod.CreatedAt,
        Grace = pod.Grace,
    };

    private static Dictionary<string, string> EnvironmentOf(ContainerRequest request)
    {
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = DefaultPath,
            ["POD_IP"] = request.Sandbox.Addresses.FirstOrDefault() ?? "127.0.0.1",
            ["KREWE_TERMINATION_LOG"] = request.TerminationLog,
        };
        foreach (var mount in request.Mounts)
            environment["KREWE_VOLUME_" + mount.Volume.ToUpperInvariant().Replace('-', '_')] = mount.HostPath;
        foreach (var (name, value) in request.Environment)
            environment[name] = value;
        return environment;
    }

    private static bool Find(string command, string path) =>
        command.Contains('/', StringComparison.Ordinal)
            ? File.Exists(command)
            : path.Split(':', StringSplitOptions.RemoveEmptyEntries).Any(part => File.Exists(Path.Combine(part, command)));

    private static async Task<string> ReadBounded(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[1024];
        while (await reader.ReadAsync(buffer, cancellationToken) is var read and > 0)
            text.Append(buffer, 0, Math.Min(read, Math.Max(LongestExecOutput - text.Length, 0)));
        return text.ToString();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} running processes of an earlier agent were found")]
    private static partial void LogAdopted(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log of {Instance} cannot be looked at: {Why}")]
    private static partial void LogUnreadable(ILogger logger, string instance, string why);
}
