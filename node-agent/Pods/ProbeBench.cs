using System.Threading.Channels;
using Krewe.NodeAgent.Probes;
using Krewe.NodeAgent.Runtimes;

namespace Krewe.NodeAgent.Pods;

/// <summary>Keeps one probe session for each instance of a pod that runs and has probes.</summary>
internal sealed class ProbeBench(PodServices services, PodAnnouncer announcer, ChannelWriter<PodSignal> signals, CancellationToken lifetime)
{
    private readonly Dictionary<string, (CancellationTokenSource Cancel, Task Task)> _sessions = [];
    private readonly List<Task> _ending = [];

    /// <summary>Starts the sessions that are missing and ends those whose instance is over. A pod that ends is not probed.</summary>
    public void Attend(PodView view, bool ending)
    {
        var wanted = new HashSet<string>();
        if (!ending && view.Sandbox is { } sandbox)
            foreach (var container in view.Containers.Where(c => ProbeSession.IsNeeded(c.Spec) && c.Name != view.Memory.Starting))
                if (view.Latest(container.Name) is { Phase: ContainerPhase.Running } instance && view.Memory.HealthOf(instance.Id).Condemned is null)
                {
                    wanted.Add(instance.Id);
                    if (!_sessions.ContainsKey(instance.Id))
                        Begin(view, container, instance, sandbox);
                }
        foreach (var (id, session) in _sessions.Where(session => !wanted.Contains(session.Key)).ToList())
        {
            _sessions.Remove(id);
            _ending.Add(End(session.Cancel, session.Task));
        }
        _ending.RemoveAll(task => task.IsCompleted);
    }

    /// <summary>Waits for all sessions, after the lifetime has ended.</summary>
    public async Task WhenAllEnded()
    {
        foreach (var (cancel, task) in _sessions.Values)
            _ending.Add(End(cancel, task));
        _sessions.Clear();
        await Task.WhenAll(_ending);
    }

    private void Begin(PodView view, PodContainer container, ObservedContainer instance, ObservedSandbox sandbox)
    {
        var address = view.Pod!.Spec.HostNetwork == true || sandbox.Addresses.Count == 0 ? services.Node.Addresses[0] : sandbox.Addresses[0];
        var session = new ProbeSession(
            services.Prober, container, instance, address, Known(view, container, instance), services.Time,
            (kind, passed, token) => signals.WriteAsync(new PodSignal.Verdict(instance.Id, container, kind, passed), token),
            (kind, output) => announcer.Unhealthy(container, kind, output));
        var cancel = CancellationTokenSource.CreateLinkedTokenSource(lifetime);
        _sessions[instance.Id] = (cancel, Run(session, cancel.Token));
    }

    /// <summary>An instance that an earlier agent had found started and ready goes on as such until a probe says otherwise.</summary>
    private ContainerHealth Known(PodView view, PodContainer container, ObservedContainer instance)
    {
        var known = view.Memory.HealthOf(instance.Id);
        var reported = view.Pod!.Status.ContainerStatuses.Concat(view.Pod.Status.InitContainerStatuses)
            .FirstOrDefault(status => status.ContainerID == $"{services.Runtime.Name}://{instance.Id}");
        if (reported is null)
            return known;
        if (reported.Started == true && !known.StartupPassed && container.Spec.StartupProbe is not null)
            signals.TryWrite(new PodSignal.Verdict(instance.Id, container, ProbeKind.Startup, true));
        if (reported.Ready == true && !known.ReadinessPassed && container.Spec.ReadinessProbe is not null)
            signals.TryWrite(new PodSignal.Verdict(instance.Id, container, ProbeKind.Readiness, true));
        return known with { StartupPassed = known.StartupPassed || reported.Started == true, ReadinessPassed = known.ReadinessPassed || reported.Ready == true };
    }

    private static async Task Run(ProbeSession session, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await session.Run(cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
        }
    }

    private static async Task End(CancellationTokenSource cancel, Task task)
    {
        cancel.Cancel();
        await task;
        cancel.Dispose();
    }
}
