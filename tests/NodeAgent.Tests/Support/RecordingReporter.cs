using Krewe.Model.Core;
using Krewe.NodeAgent.Pods;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Tests.Support;

/// <summary>Keeps what workers report and lets a test wait for what it expects.</summary>
internal sealed class RecordingReporter : IPodReporter
{
    private readonly Lock _gate = new();
    private readonly List<PodObservation> _history = [];
    private readonly List<AgentEvent> _events = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<PodObservation> History
    {
        get
        {
            lock (_gate)
                return [.. _history];
        }
    }

    public IReadOnlyList<AgentEvent> Events
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    public void Report(PodObservation observation)
    {
        lock (_gate)
            _history.Add(observation);
        Changed();
    }

    public void Announce(AgentEvent happening)
    {
        lock (_gate)
            _events.Add(happening);
        Changed();
    }

    public PodObservation? Latest(string uid) => History.LastOrDefault(o => o.Uid == uid);

    /// <summary>Waits until the newest status of a pod is as expected.</summary>
    public async Task<PodStatus> WaitFor(string uid, Func<PodStatus, bool> expected, int seconds = 30)
    {
        await WaitUntil(() => Latest(uid) is { } latest && expected(latest.Status), () => $"status of {uid}: {Describe(Latest(uid))}", seconds);
        return Latest(uid)!.Status;
    }

    public Task WaitUntilGone(string uid, int seconds = 30) =>
        WaitUntil(() => Latest(uid) is { Gone: true }, () => $"{uid} to be gone: {Describe(Latest(uid))}", seconds);

    public Task WaitForEvent(string reason, int seconds = 30) =>
        WaitUntil(() => Events.Any(e => e.Reason == reason), () => $"event {reason}", seconds);

    public async Task WaitUntil(Func<bool> condition, Func<string> what, int seconds = 30)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (true)
        {
            Task changed;
            lock (_gate)
                changed = _changed.Task;
            if (condition())
                return;
            try
            {
                await changed.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"waited {seconds} s for {what()}\nevents:\n{string.Join('\n', Events.Select(e => $"{e.Reason}: {e.Message}"))}");
            }
        }
    }

    private static string Describe(PodObservation? observation) => observation is null
        ? "none"
        : $"{observation.Status.Phase} gone={observation.Gone} " + string.Join("; ", observation.Status.ContainerStatuses.Concat(observation.Status.InitContainerStatuses)
            .Select(c => $"{c.Name} ready={c.Ready} restarts={c.RestartCount} {c.State.Waiting?.Reason}{c.State.Waiting?.Message}{(c.State.Running is null ? "" : "running")}{c.State.Terminated?.Reason} {c.State.Terminated?.Message}"));

    private void Changed()
    {
        lock (_gate)
        {
            var changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.SetResult();
        }
    }
}
