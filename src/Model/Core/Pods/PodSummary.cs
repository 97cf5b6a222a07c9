using System.Globalization;
using Krewe.Model.Tables;

namespace Krewe.Model.Core;

/// <summary>
/// A pod in one line, as <c>kubectl get pods</c> shows it: the most telling of the states of its containers, and their restarts.
/// </summary>
internal readonly record struct PodSummary(string Ready, string Status, int Restarts, DateTimeOffset? LastRestart)
{
    private const string SchedulingGated = "SchedulingGated";
    private const string NodeLost = "NodeLost";
    private const string PodInitializing = "PodInitializing";
    private const string Completed = "Completed";

    public static PodSummary Of(Pod pod)
    {
        var init = InitSummary.Of(pod);
        var status = init.Reason ?? Reason(pod);
        var ready = init.ReadySidecars;
        var restarts = init.Restarts;
        if (init.Reason is null || IsTrue(pod, PodConditionType.Initialized))
        {
            restarts = init.SidecarRestarts;
            var running = false;
            for (var i = pod.Status.ContainerStatuses.Count - 1; i >= 0; i--)
            {
                var container = pod.Status.ContainerStatuses[i];
                restarts = restarts.Add(container);
                if (container.State.Waiting is { Reason.Length: > 0 } waiting)
                    status = waiting.Reason;
                else if (container.State.Terminated is { } terminated)
                    status = Ended(terminated);
                else if (container is { Ready: true, State.Running: not null })
                {
                    running = true;
                    ready++;
                }
            }
            // Another container still runs: the pod as a whole has not completed.
            if (status == Completed && running)
                status = IsTrue(pod, PodConditionType.Ready) ? "Running" : "NotReady";
        }
        if (pod.Metadata.DeletionTimestamp is not null)
        {
            if (pod.Status.Reason == NodeLost)
                status = "Unknown";
            else if (pod.Status.Phase != PodPhase.Succeeded && pod.Status.Phase != PodPhase.Failed)
                status = "Terminating";
        }
        return new PodSummary(FormattableString.Invariant($"{ready}/{pod.Spec.Containers.Count + init.Sidecars}"), status, restarts.Count, restarts.Last);
    }

    /// <summary><c>3 (5m ago)</c>.</summary>
    public string RestartsAt(DateTimeOffset now)
    {
        var count = Restarts.ToString(CultureInfo.InvariantCulture);
        return Restarts > 0 && LastRestart is { } last ? $"{count} ({HumanDuration.Since(last, now)} ago)" : count;
    }

    /// <summary><c>1/2</c>, or <c>&lt;none&gt;</c>.</summary>
    public static string ReadinessGates(Pod pod)
    {
        var gates = pod.Spec.ReadinessGates;
        return gates.Count == 0
            ? Column.OrNone(null)
            : FormattableString.Invariant($"{gates.Count(g => g.ConditionType is { } type && IsTrue(pod, type))}/{gates.Count}");
    }

    private static string Reason(Pod pod)
    {
        if (pod.Status.Conditions.Any(c => c.Type == PodConditionType.PodScheduled && c.Reason == SchedulingGated))
            return SchedulingGated;
        return string.IsNullOrEmpty(pod.Status.Reason) ? pod.Status.Phase?.Value ?? "" : pod.Status.Reason;
    }

    private static string Ended(ContainerStateTerminated terminated) => terminated switch
    {
        { Reason.Length: > 0 } => terminated.Reason,
        { Signal: > 0 } => FormattableString.Invariant($"Signal:{terminated.Signal}"),
        _ => FormattableString.Invariant($"ExitCode:{terminated.ExitCode ?? 0}"),
    };

    private static bool IsTrue(Pod pod, PodConditionType type) => pod.Status.Conditions.Any(c => c.Type == type && c.Status == ConditionStatus.True);

    /// <summary>What the init containers contribute; <see cref="Reason"/> is null once they are done.</summary>
    private readonly record struct InitSummary(string? Reason, int Sidecars, int ReadySidecars, RestartCount Restarts, RestartCount SidecarRestarts)
    {
        public static InitSummary Of(Pod pod)
        {
            var sidecars = pod.Spec.InitContainers.Where(c => c.RestartPolicy == ContainerRestartPolicy.Always).Select(c => c.Name).ToHashSet();
            var summary = new InitSummary(null, sidecars.Count, 0, default, default);
            for (var i = 0; i < pod.Status.InitContainerStatuses.Count; i++)
            {
                var container = pod.Status.InitContainerStatuses[i];
                var sidecar = sidecars.Contains(container.Name);
                summary = summary with
                {
                    Restarts = summary.Restarts.Add(container),
                    SidecarRestarts = sidecar ? summary.SidecarRestarts.Add(container) : summary.SidecarRestarts,
                };
                if (container.State.Terminated is { ExitCode: null or 0 })
                    continue;
                if (!sidecar || container.Started != true)
                    return summary with { Reason = "Init:" + Pending(container, i, pod.Spec.InitContainers.Count) };
                if (container.Ready == true)
                    summary = summary with { ReadySidecars = summary.ReadySidecars + 1 };
            }
            return summary;
        }

        private static string Pending(ContainerStatus container, int index, int count) => container.State switch
        {
            { Terminated: { } terminated } => Ended(terminated),
            { Waiting: { Reason: { Length: > 0 } reason } } when reason != PodInitializing => reason,
            _ => FormattableString.Invariant($"{index}/{count}"),
        };
    }

    private readonly record struct RestartCount(int Count, DateTimeOffset? Last)
    {
        public RestartCount Add(ContainerStatus container)
        {
            var ended = container.LastState.Terminated?.FinishedAt;
            return new RestartCount(Count + (container.RestartCount ?? 0), Last is null || ended > Last ? ended ?? Last : Last);
        }
    }
}
