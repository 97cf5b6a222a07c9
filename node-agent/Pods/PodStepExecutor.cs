using System.Threading.Channels;
using Krewe.NodeAgent.Environment;
using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Tokens;
using Krewe.NodeAgent.Volumes;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Pods;

/// <summary>Carries out the steps of plans. It makes no choices: what to do is the planner's, what came of it goes to the worker.</summary>
internal sealed class PodStepExecutor
{
    /// <summary>Key of the step that starts a container: there is one at a time.</summary>
    public const string StartKey = "start";

    private const string VolumesKey = "volumes";
    private const string SandboxKey = "sandbox";

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(2);

    private readonly PodServices _services;
    private readonly PodIdentity _identity;
    private readonly PodAnnouncer _announcer;
    private readonly ChannelWriter<PodSignal> _signals;
    private readonly CancellationToken _lifetime;
    private readonly PodVolumes _volumes;
    private readonly PodTokens _tokens;
    private readonly ContainerStarter _starter;
    private readonly ContainerStopper _stopper;
    private readonly LastWordsReader _words;

    /// <summary>When the stop of an instance is due to be over; those that are over stay until the next list.</summary>
    private readonly Dictionary<string, DateTimeOffset> _stops = [];

    private readonly HashSet<string> _wordsAsked = [];

    /// <summary>Carries out steps of one pod.</summary>
    public PodStepExecutor(
        PodServices services, PodIdentity identity, PodAnnouncer announcer, ChannelWriter<PodSignal> signals, CancellationToken lifetime)
    {
        (_services, _identity, _announcer, _signals, _lifetime) = (services, identity, announcer, signals, lifetime);
        _volumes = new PodVolumes(services.Node, identity, services.Runtime.UsesFiles);
        _tokens = new PodTokens(services.Runtime.UsesFiles ? services.Tokens : null, _volumes.Read, services.Time);
        _starter = new ContainerStarter(services, identity, _volumes, announcer);
        _stopper = new ContainerStopper(services, announcer);
        _words = new LastWordsReader(services.Runtime);
    }

    /// <summary>Begins a step unless it is under way; true if it began.</summary>
    public bool Begin(StepRunner steps, PodStep step, PodView view) => step switch
    {
        PodStep.PrepareVolumes => steps.Start(VolumesKey, token => PrepareVolumes(view.Assignment!, token)),
        PodStep.CreateSandbox create => steps.Start(SandboxKey, token => CreateSandbox(view, create.Attempt, token)),
        PodStep.RemoveSandbox remove => steps.Start($"remove {remove.Id}", async token =>
        {
            await _services.Runtime.RemoveSandbox(remove.Id, token);
            return new PodSignal.SandboxRemoved(remove.Id);
        }),
        PodStep.Start start => steps.Start(StartKey, token => Start(view.Assignment!, start, token)),
        PodStep.Stop stop => Stop(steps, stop, view),
        PodStep.Remove remove => steps.Start($"remove {remove.Instance.Id}", async token =>
        {
            await _services.Runtime.RemoveContainer(remove.Instance.Id, token);
            return new PodSignal.InstanceCleared(remove.Instance.Id);
        }),
        _ => false,
    };

    /// <summary>Brings the volumes that are made from objects up to date.</summary>
    public void RefreshVolumes(StepRunner steps, PodAssignment assignment) => steps.Start(VolumesKey, token => PrepareVolumes(assignment, token));

    /// <summary>Reads the last words of instances that ended.</summary>
    public void ReadLastWords(StepRunner steps, PodView view)
    {
        foreach (var ended in view.Instances.Where(i => i.Phase == ContainerPhase.Exited && _wordsAsked.Add(i.Id)))
        {
            var container = view.Containers.FirstOrDefault(c => c.Name == ended.Name)?.Spec;
            steps.Start($"words {ended.Id}", async token =>
                await _words.Read(ended, container, token) is { Length: > 0 } text ? new PodSignal.LastWords(ended.Id, text) : null);
        }
    }

    /// <summary>After a list of everything, an instance that still runs is stopped again.</summary>
    public void StopAgain() => _stops.Clear();

    /// <summary>An instance that could not be stopped is stopped again.</summary>
    public void StopAgain(string id) => _stops.Remove(StopKey(id));

    /// <summary>Removes what is left of the pod on disk.</summary>
    public void RemoveDirectory() => _volumes.Remove();

    private static string StopKey(string id) => $"stop {id}";

    private bool Stop(StepRunner steps, PodStep.Stop stop, PodView view)
    {
        var key = StopKey(stop.Instance.Id);
        var due = view.Now + stop.Grace;
        if (_stops.TryGetValue(key, out var promised))
        {
            // The same stop is under way, or over and about to show. Only a shorter grace makes a difference.
            if (!steps.IsRunning(key) || due >= promised - TimeSpan.FromSeconds(1))
                return false;
            steps.Cancel(key);
            _stops.Remove(key);
            return false; // It begins anew once the first one has ended.
        }
        var container = view.Containers.FirstOrDefault(c => c.Name == stop.Instance.Name);
        var address = view.Pod?.Spec.HostNetwork == true || view.Sandbox is not { Addresses: [var first, ..] } ? _services.Node.Addresses[0] : first;
        if (!steps.Start(key, token => End(stop, container, address, token)))
            return false;
        _stops[key] = due;
        return true;
    }

    private async Task<PodSignal?> End(PodStep.Stop stop, PodContainer? container, string address, CancellationToken cancellationToken)
    {
        try
        {
            await _stopper.Stop(stop, container, address, cancellationToken);
            return null;
        }
        catch (RuntimeException)
        {
            await Task.Delay(PauseAfterFailure, _services.Time, cancellationToken);
            return new PodSignal.StopFailed(stop.Instance.Id);
        }
    }

    private async Task<PodSignal?> PrepareVolumes(PodAssignment assignment, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            var tokens = await _tokens.Obtain(assignment.Pod, cancellationToken);
            _volumes.Prepare(assignment, [], tokens);
            return new PodSignal.VolumesPrepared(null, tokens.RefreshAt);
        }
        catch (ConfigurationException e)
        {
            _announcer.MountFailed(e.Message);
            return new PodSignal.VolumesPrepared(e.Message);
        }
    }

    private async Task<PodSignal?> CreateSandbox(PodView view, int attempt, CancellationToken cancellationToken)
    {
        try
        {
            return new PodSignal.SandboxSeen(await _services.Runtime.CreateSandbox(SandboxRequests.Of(view.Pod!, _identity, attempt), cancellationToken));
        }
        catch (RuntimeException e)
        {
            _announcer.SandboxFailed(e.Message);
            return new PodSignal.SandboxFailed(e.Message);
        }
    }

    private async Task<PodSignal?> Start(PodAssignment assignment, PodStep.Start start, CancellationToken abandon)
    {
        var outcome = await _starter.Start(
            assignment, start, running => _signals.TryWrite(new PodSignal.InstanceSeen(running)), abandon, _lifetime);
        return new PodSignal.StartEnded(start.Container, outcome);
    }
}
