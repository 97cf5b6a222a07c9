using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Krewe.NodeAgent.Logs;

namespace Krewe.NodeAgent.Runtimes.Simulated;

/// <summary>
/// Containers that exist in memory only. Every duration and fault comes from a seeded generator and passes on the given clock, so that
/// a run is repeated by its seed. A container costs about a kilobyte; thousands of pods fit in one process.
/// </summary>
internal sealed class SimulatedRuntime(string nodeName, int seed, SimulationSettings settings, TimeProvider time) : IContainerRuntime
{
    private const int LongestQueue = 100_000;
    private static readonly TimeSpan CrashWithin = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private readonly HashSet<string> _images = [];
    private readonly Dictionary<string, SimulatedContainer> _containers = [];
    private readonly Dictionary<string, (PodIdentity Pod, ObservedSandbox Seen)> _sandboxes = [];
    private Channel<RuntimeObservation>? _observer;
    private int _counter;

    /// <inheritdoc/>
    public string Name => "simulated";

    /// <inheritdoc/>
    public bool UsesFiles => false;

    /// <inheritdoc/>
    public IContainerStreams Streams => new SimulatedStreams(FindRunning);

    /// <inheritdoc/>
    public Task<RuntimeDescription> Prepare(CancellationToken cancellationToken) => Task.FromResult(new RuntimeDescription("simulated://1.0"));

    /// <inheritdoc/>
    public async IAsyncEnumerable<RuntimeObservation> Observe([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            RuntimeObservation everything;
            var observer = Channel.CreateBounded<RuntimeObservation>(LongestQueue);
            lock (_gate)
            {
                everything = Everything();
                _observer = observer;
            }
            yield return everything;
            // The queue ends when it overflows: then everything comes again. (ReadAllAsync would leave the caller's context, on which a
            // simulation depends.)
            while (await observer.Reader.WaitToReadAsync(cancellationToken))
                while (observer.Reader.TryRead(out var observation))
                    yield return observation;
        }
    }

    /// <inheritdoc/>
    public Task<string?> FindImage(string reference, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(_images.Contains(reference) ? ImageIdOf(reference) : null);
    }

    /// <inheritdoc/>
    public async Task<PullOutcome> PullImage(string reference, IReadOnlyList<RegistryLogin> logins, CancellationToken cancellationToken)
    {
        if (await Pass(settings.PullTime, cancellationToken))
            return new PullOutcome.Failed("ErrImagePull", $"simulated: {reference} cannot be fetched");
        lock (_gate)
            _images.Add(reference);
        return new PullOutcome.Pulled(ImageIdOf(reference), 1 << 20);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RuntimeImage>> ListImages(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<RuntimeImage>>([]);

    /// <inheritdoc/>
    public async Task<ObservedSandbox> CreateSandbox(SandboxRequest request, CancellationToken cancellationToken)
    {
        if (await Pass(settings.SandboxTime, cancellationToken))
            throw new RuntimeException("simulated: the sandbox cannot be made");
        lock (_gate)
        {
            // Made for an agent that died, or did not hear the answer.
            if (_sandboxes.Values.FirstOrDefault(s => s.Pod == request.Pod && s.Seen.Attempt == request.Attempt) is { Seen: { } there })
                return there;
            var number = ++_counter;
            var sandbox = new ObservedSandbox
            {
                Id = $"{nodeName}-s{number}",
                Attempt = request.Attempt,
                Ready = true,
                Addresses = request.HostNetwork ? [] : [AddressOf(number)],
                CreatedAt = time.GetUtcNow(),
                Grace = request.Grace,
            };
            _sandboxes[sandbox.Id] = (request.Pod, sandbox);
            return sandbox;
        }
    }

    /// <inheritdoc/>
    public Task RemoveSandbox(string id, CancellationToken cancellationToken)
    {
        lock (_gate)
            _sandboxes.Remove(id);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<ObservedContainer> StartContainer(ContainerRequest request, CancellationToken cancellationToken)
    {
        if (await Pass(settings.StartTime, cancellationToken))
            throw new RuntimeException("simulated: the container cannot be made");
        lock (_gate)
        {
            if (!_sandboxes.ContainsKey(request.Sandbox.Id))
                throw new RuntimeException($"simulated: no sandbox {request.Sandbox.Id}");
            // An engine gives a name once; the agent that asked first may have died before it heard the answer.
            if (_containers.Values.Any(c => c.Pod == request.Pod && c.Seen.Name == request.Name && c.Seen.Attempt == request.Attempt))
                throw new RuntimeException($"simulated: the container name \"{request.Name}\" of attempt {request.Attempt} is in use");
            var now = time.GetUtcNow();
            var seen = new ObservedContainer
            {
                Id = $"{nodeName}-c{++_counter}",
                Name = request.Name,
                Attempt = request.Attempt,
                SandboxId = request.Sandbox.Id,
                SpecHash = request.SpecHash,
                BackOff = request.BackOff,
                ImageId = request.ImageId,
                Phase = ContainerPhase.Running,
                CreatedAt = now,
                StartedAt = now,
            };
            var container = new SimulatedContainer(request.Pod, seen);
            _containers[seen.Id] = container;
            var behaviour = SimulatedBehaviour.Of(request);
            var (after, code) = behaviour.ExitAfter is { } given
                ? (given, behaviour.ExitCode)
                : _random.NextDouble() < settings.CrashShare ? (CrashWithin * _random.NextDouble(), 1) : (Timeout.InfiniteTimeSpan, 0);
            Tell(container);
            if (after != Timeout.InfiniteTimeSpan)
                container.Timer = time.CreateTimer(_ => End(seen.Id, code), null, after, Timeout.InfiniteTimeSpan);
            return seen;
        }
    }

    /// <inheritdoc/>
    public async Task StopContainer(string id, TimeSpan grace, CancellationToken cancellationToken)
    {
        if (await Pass(settings.StopTime, cancellationToken))
            throw new RuntimeException("simulated: the container cannot be stopped");
        End(id, 0);
    }

    /// <summary>Everything that is here now, for those who look at the machine from outside.</summary>
    public IReadOnlyList<ObservedPod> Inspect()
    {
        lock (_gate)
            return Everything().Pods;
    }

    /// <summary>Ends a container as a crash does.</summary>
    public void Kill(string id, int exitCode = 137) => End(id, exitCode);

    /// <inheritdoc/>
    public Task RemoveContainer(string id, CancellationToken cancellationToken)
    {
        lock (_gate)
            if (_containers.Remove(id, out var container))
                container.Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task ReadLogs(string id, LogQuery query, LogSink sink, CancellationToken cancellationToken)
    {
        SimulatedContainer container;
        lock (_gate)
            container = _containers.GetValueOrDefault(id) ?? throw new RuntimeException($"simulated: no container {id}");
        var stamp = query.Timestamps ? container.Seen.StartedAt!.Value.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z' ", CultureInfo.InvariantCulture) : "";
        if (query.TailLines != 0 && !(query.Since > container.Seen.StartedAt))
            await sink(Encoding.UTF8.GetBytes($"{stamp}simulated container {container.Seen.Name} of {container.Pod}\n"), cancellationToken);
        if (query.Follow)
            await container.Ended.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ExecResult> Exec(string id, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(_containers.TryGetValue(id, out var container) && container.Seen.Phase == ContainerPhase.Running
                ? new ExecResult(0, "")
                : throw new RuntimeException($"simulated: container {id} does not run"));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            foreach (var container in _containers.Values)
                container.Dispose();
            _observer?.Writer.TryComplete();
        }
        return ValueTask.CompletedTask;
    }

    private SimulatedContainer? FindRunning(string id)
    {
        lock (_gate)
            return _containers.GetValueOrDefault(id) is { Seen.Phase: ContainerPhase.Running } container ? container : null;
    }

    private RuntimeObservation.Everything Everything() => new(
        [
            .. _containers.Values.Select(c => c.Pod).Concat(_sandboxes.Values.Select(s => s.Pod)).Distinct().Select(pod => new ObservedPod
            {
                Identity = pod,
                Containers = [.. _containers.Values.Where(c => c.Pod == pod).Select(c => c.Seen)],
                Sandboxes = [.. _sandboxes.Values.Where(s => s.Pod == pod).Select(s => s.Seen)],
            }),
        ],
        time.GetUtcNow());

    private void End(string id, int exitCode)
    {
        lock (_gate)
        {
            if (!_containers.TryGetValue(id, out var container) || container.Seen.Phase != ContainerPhase.Running)
                return;
            container.Seen = container.Seen with { Phase = ContainerPhase.Exited, FinishedAt = time.GetUtcNow(), ExitCode = exitCode };
            container.Dispose();
            container.Ended.TrySetResult();
            Tell(container);
        }
    }

    /// <summary>Tells the observer how a container is now; called with the gate held.</summary>
    private void Tell(SimulatedContainer container)
    {
        if (_observer is { } observer && !observer.Writer.TryWrite(new RuntimeObservation.Container(container.Pod, container.Seen)))
            observer.Writer.TryComplete();
    }

    /// <summary>Lets a drawn time pass; true if the verb fails.</summary>
    private async Task<bool> Pass((TimeSpan Least, TimeSpan Most) range, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        bool fails;
        lock (_gate)
        {
            wait = range.Least + (range.Most - range.Least) * _random.NextDouble();
            fails = settings.FailureShare > 0 && _random.NextDouble() < settings.FailureShare;
        }
        await Task.Delay(wait, time, cancellationToken);
        return fails;
    }

    /// <summary>An address of the block that is set aside for tests of benchmarks, 198.18.0.0/15.</summary>
    private static string AddressOf(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"198.{18 + (number >> 16 & 1)}.{number >> 8 & 255}.{number & 255}");

    private static string ImageIdOf(string reference) =>
        "sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(reference)));
}
