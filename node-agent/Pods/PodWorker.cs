using System.Threading.Channels;
using Krewe.Model.Core;
using Krewe.NodeAgent.Runtimes;
using Krewe.Protocol;
using Microsoft.Extensions.Logging;

namespace Krewe.NodeAgent.Pods;

/// <summary>
/// Keeps one pod as it shall be. One loop takes signals, plans (<see cref="PodPlanner"/>), starts steps, and reports the status; nothing
/// else touches its state. Steps take long and run beside the loop.
/// </summary>
internal sealed partial class PodWorker : IAsyncDisposable
{
    private const int LongestQueue = 256;
    private static readonly TimeSpan PauseAfterDefect = TimeSpan.FromSeconds(10);

    private readonly PodServices _services;
    private readonly Channel<PodSignal> _signals = Channel.CreateBounded<PodSignal>(new BoundedChannelOptions(LongestQueue) { SingleReader = true });
    private readonly CancellationTokenSource _lifetime = new();
    private readonly PodSightings _sightings;
    private readonly PodAnnouncer _announcer;
    private readonly StepRunner _steps;
    private readonly PodStepExecutor _executor;
    private readonly ProbeBench _probes;
    private readonly ITimer _timer;

    private PodAssignment? _assignment;
    private bool _withdrawn;
    private PodMemory _memory;
    private PodStatus _status = new();
    private PodObservation? _reported;
    private bool _statusFrozen;
    private bool _listed;

    /// <summary>Makes a worker; <see cref="Start"/> sets it going.</summary>
    public PodWorker(PodIdentity identity, PodServices services)
    {
        Identity = identity;
        _services = services;
        _memory = new PodMemory { FirstSeen = Whole(services.Time.GetUtcNow()) };
        _sightings = new PodSightings(services.Time);
        _announcer = new PodAnnouncer(identity, services.Reporter, services.Time);
        _steps = new StepRunner(_signals.Writer, services.Time, services.Logger, _lifetime.Token);
        _executor = new PodStepExecutor(services, identity, _announcer, _signals.Writer, _lifetime.Token);
        _probes = new ProbeBench(services, _announcer, _signals.Writer, _lifetime.Token);
        _timer = services.Time.CreateTimer(
            static state => ((ChannelWriter<PodSignal>)state!).TryWrite(new PodSignal.Tick()), _signals.Writer, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The pod.</summary>
    public PodIdentity Identity { get; }

    /// <summary>Ends when the pod is gone, or the worker was disposed.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>The newest status that was reported, or the one that came with the assignment; null for a pod that nobody asked for.</summary>
    public PodObservation? Newest => _reported ?? (_assignment is { } known ? Observation(known.Pod.Status, gone: false) : null);

    /// <summary>True once a status was reported.</summary>
    public bool HasReported => _reported is not null;

    /// <summary>The newest assignment.</summary>
    public PodAssignment? LastAssignment => _assignment;

    /// <summary>The newest instances, for those who read logs.</summary>
    public IReadOnlyList<ObservedContainer> Instances { get; private set; } = [];

    /// <summary>The sandbox that it uses, or null.</summary>
    public ObservedSandbox? Sandbox { get; private set; }

    /// <summary>Sets the worker going, after a pod of the same name has ended if there is one.</summary>
    public void Start(Task? predecessor) => Completion = Run(predecessor);

    /// <summary>Tells the worker something; false once it has ended.</summary>
    public async ValueTask<bool> Tell(PodSignal signal, CancellationToken cancellationToken)
    {
        try
        {
            await _signals.Writer.WriteAsync(signal, cancellationToken);
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    /// <summary>Ends the worker and leaves its containers as they are.</summary>
    public async ValueTask DisposeAsync()
    {
        _lifetime.Cancel();
        await Completion;
        await _timer.DisposeAsync();
        _lifetime.Dispose();
    }

    private async Task Run(Task? predecessor)
    {
        await Task.Yield();
        try
        {
            if (predecessor is not null)
                await predecessor.WaitAsync(_lifetime.Token);
            await _signals.Reader.WaitToReadAsync(_lifetime.Token);
            while (!Turn())
                await _signals.Reader.WaitToReadAsync(_lifetime.Token);
        }
        catch (OperationCanceledException) when (_lifetime.IsCancellationRequested)
        {
        }
        finally
        {
            _signals.Writer.TryComplete();
            _lifetime.Cancel();
            await _probes.WhenAllEnded();
            await _steps.WhenAllEnded();
        }
    }

    /// <summary>Takes what came, plans, and starts steps; true when the pod is gone.</summary>
    private bool Turn()
    {
        try
        {
            while (_signals.Reader.TryRead(out var signal))
                Take(signal);
            // What runs must be known before anything is started: it may be running already.
            if (!_listed)
                return false;
            var view = View();
            var plan = PodPlanner.Plan(view);
            NoteEnding(view);
            view = View();
            Report(view, plan);
            Instances = view.Instances;
            Sandbox = view.Sandbox;
            foreach (var step in plan.Steps)
                Begin(step);
            _executor.ReadLastWords(_steps, view);
            _probes.Attend(View(), Ending(view));
            Arm(plan.LookAgainAt - view.Now);
            if (!plan.Finished || _steps.Busy)
                return false;
            Finish(view);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A defect in deciding about one pod must not end the agent, which keeps every other pod running.
            LogDefect(_services.Logger, e, Identity);
            Arm(PauseAfterDefect);
            return false;
        }
    }

    private void Take(PodSignal signal)
    {
        switch (signal)
        {
            case PodSignal.Assigned assigned:
                Assign(assigned.Assignment);
                break;
            case PodSignal.Withdrawn:
                _withdrawn = true;
                break;
            case PodSignal.Listed listed:
                _listed = true;
                _sightings.Take(listed.Pod, listed.AskedAt);
                _executor.StopAgain();
                break;
            case PodSignal.InstanceSeen seen:
                _sightings.Take(seen.Instance);
                break;
            case PodSignal.InstanceRemoved removed:
                _sightings.LostInstance(removed.Id);
                break;
            case PodSignal.InstanceCleared cleared:
                _sightings.Forget(cleared.Id);
                break;
            case PodSignal.SandboxSeen seen:
                _sightings.Take(seen.Sandbox);
                _memory = _memory with { SandboxTrouble = null, NextSandbox = seen.Sandbox.Attempt + 1 };
                break;
            case PodSignal.SandboxLost lost:
                if (_sightings.LostSandbox(lost.Id) && !_withdrawn && _assignment?.Pod.Metadata.DeletionTimestamp is null)
                    _announcer.SandboxChanged();
                break;
            case PodSignal.StopFailed failed:
                _executor.StopAgain(failed.Id);
                break;
            case PodSignal.SandboxRemoved removed:
                _sightings.Forget(removed.Id);
                break;
            case PodSignal.StepEnded ended:
                _steps.Ended(ended.Key);
                if (ended.Key == PodStepExecutor.StartKey)
                    _memory = _memory with { Starting = null };
                break;
            default:
                _memory = PodMemories.After(_memory, signal, _services.Time.GetUtcNow());
                break;
        }
        if (signal is PodSignal.StartEnded { Outcome.Instance: { } instance })
            _sightings.Take(instance);
    }

    private void Assign(PodAssignment assignment)
    {
        var first = _assignment is null;
        _assignment = assignment;
        _withdrawn = false;
        if (first)
            _status = assignment.Pod.Status;
        // What was refused for want of a reference may work now; images wait on.
        _memory = PodMemories.AfterAssignment(_memory);
        if (!first && _memory.VolumesReady)
            _executor.RefreshVolumes(_steps, assignment);
    }

    private PodView View() => new()
    {
        Identity = Identity,
        Assignment = _assignment,
        Withdrawn = _withdrawn,
        Sandboxes = _sightings.Sandboxes,
        Instances = _sightings.Instances,
        Memory = _memory,
        StartsHeldFor = _services.Contact.StartsHeldFor,
        Silence = _services.Contact.Silence,
        Now = _services.Time.GetUtcNow(),
    };

    private static bool Ending(PodView view) => view.Withdrawn || view.Deleted || view.Conclusion is not null;

    private void NoteEnding(PodView view)
    {
        if (!Ending(view) || _memory.EndingSince is not null)
            return;
        _memory = _memory with { EndingSince = view.Now };
        _steps.Cancel(PodStepExecutor.StartKey);
    }

    private void Begin(PodStep step)
    {
        if (step is PodStep.Fail { Failure: var failure })
        {
            _memory = _memory with { Failure = failure };
            _announcer.PodFailed(failure);
            _signals.Writer.TryWrite(new PodSignal.Tick());
            return;
        }
        var started = _executor.Begin(_steps, step, View());
        if (started && step is PodStep.Start start)
            _memory = _memory with { Starting = start.Container.Name };
    }

    /// <summary>Reports the status if it says something new. Once a pod's remains are being removed, its status is final.</summary>
    private void Report(PodView view, PodPlan plan)
    {
        if (view.Pod is null || view.Withdrawn || _statusFrozen)
            return;
        var status = view.Instances.Count == 0 && view.Pod.Status.Phase is { } known && (known == PodPhase.Succeeded || known == PodPhase.Failed)
            ? view.Pod.Status
            : PodStatusWriter.Write(view, _status, _services.Runtime.Name, _services.Node);
        _statusFrozen = view.Deleted && plan.Steps.Any(step => step is PodStep.Remove);
        _announcer.BackOffs(view, _status, status);
        if (_reported is not null && _status == status)
            return;
        _status = status;
        Tell(gone: false);
    }

    private void Finish(PodView view)
    {
        _executor.RemoveDirectory();
        if (view.Deleted && !view.Withdrawn)
            Tell(gone: true);
    }

    private void Tell(bool gone)
    {
        var observation = Observation(_status, gone);
        _services.Reporter.Report(observation);
        _reported = observation;
    }

    private PodObservation Observation(PodStatus status, bool gone) =>
        new() { Namespace = Identity.Namespace, Name = Identity.Name, Uid = Identity.Uid, Status = status, Gone = gone };

    private void Arm(TimeSpan? after)
    {
        var due = after is not { } wait ? Timeout.InfiniteTimeSpan : wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait;
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The API has whole seconds.</summary>
    private static DateTimeOffset Whole(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    [LoggerMessage(Level = LogLevel.Error, Message = "Deciding about pod {Pod} failed by a defect of the agent")]
    private static partial void LogDefect(ILogger logger, Exception e, PodIdentity pod);
}
