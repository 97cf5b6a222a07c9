using Krewe.Model.Core;
using Krewe.NodeAgent.Runtimes;

namespace Krewe.NodeAgent.Pods;

/// <summary>Writes the status of a container from what is known of it, in the words of Kubernetes.</summary>
internal static class ContainerStatusWriter
{
    /// <summary>Waits for its image, its volumes or its turn.</summary>
    public const string Creating = "ContainerCreating";

    /// <summary>The same in a pod that has init containers.</summary>
    public const string Initializing = "PodInitializing";

    /// <summary>Waits after a crash.</summary>
    public const string CrashLoopBackOff = "CrashLoopBackOff";

    private const int KilledExitCode = 137;
    private const int StartErrorExitCode = 128;

    /// <summary>The status of one container.</summary>
    public static ContainerStatus Write(PodView view, PodContainer container, string runtime)
    {
        var latest = view.Latest(container.Name);
        var state = StateOf(view, container, latest, runtime);
        var running = latest is { Phase: ContainerPhase.Running } && state.Running is not null;
        return new ContainerStatus
        {
            Name = container.Name,
            State = state,
            LastState = LastStateOf(view, container, latest, state, runtime),
            Ready = container.Role switch
            {
                ContainerRole.Init => state.Terminated is { ExitCode: 0 },
                ContainerRole.Ephemeral => false,
                _ => running && view.IsReady(container, latest!),
            },
            Started = container.Role != ContainerRole.Ephemeral && running && view.IsStarted(container, latest!),
            RestartCount = latest?.Attempt ?? 0,
            Image = container.Spec.Image,
            ImageID = latest?.ImageId ?? "",
            ContainerID = latest is null ? null : $"{runtime}://{latest.Id}",
        };
    }

    private static ContainerState StateOf(PodView view, PodContainer container, ObservedContainer? latest, string runtime)
    {
        if (latest is { Phase: ContainerPhase.Running })
            return new() { Running = new() { StartedAt = latest.StartedAt } };
        var ending = view.Withdrawn || view.Deleted || view.Conclusion is not null;
        if (!ending && view.Memory.StartTroubles.GetValueOrDefault(container.Name) is { } trouble && view.Memory.Starting != container.Name)
        {
            var (reason, message) = trouble.ShownAt(view.Now, container.Spec.Image ?? "");
            return Waiting(reason, message);
        }
        if (latest is null)
            return Waiting(view.Containers.Any(c => c.IsInitial) ? Initializing : Creating, null);
        if (!ending && view.Memory.Starting != container.Name && BackOffOf(view, container, latest) is { } wait)
            return Waiting(
                CrashLoopBackOff,
                $"back-off {Duration(wait)} restarting failed container={container.Name} pod={view.Identity}");
        return new() { Terminated = TerminatedOf(view, latest, runtime) };
    }

    private static ContainerState LastStateOf(
        PodView view, PodContainer container, ObservedContainer? latest, ContainerState state, string runtime)
    {
        var last = latest is { Phase: ContainerPhase.Exited } && state.Waiting is not null ? latest : view.Previous(container.Name);
        return last is { Phase: ContainerPhase.Exited } ? new() { Terminated = TerminatedOf(view, last, runtime) } : new();
    }

    /// <summary>How long the container waits for its next start, or null when it is not in a back-off.</summary>
    private static TimeSpan? BackOffOf(PodView view, PodContainer container, ObservedContainer ended)
    {
        if (container.Role == ContainerRole.Init && (ended.Succeeded || view.MainStarted) || !container.Restarts(view.Pod!.Spec.RestartPolicy, ended.ExitCode))
            return null;
        var wait = RestartBackOff.After(ended);
        return ended.FinishedAt + wait > view.Now ? wait : null;
    }

    private static ContainerStateTerminated TerminatedOf(PodView view, ObservedContainer ended, string runtime)
    {
        var (code, reason, message) = ended switch
        {
            { StartError: { } error } => (StartErrorExitCode, "StartError", error),
            { OutOfMemory: true } => (ended.ExitCode ?? KilledExitCode, "OOMKilled", null),
            { ExitCode: 0 } => (0, "Completed", null),
            { ExitCode: { } exit } => (exit, "Error", null),
            _ => (KilledExitCode, "ContainerStatusUnknown", "The container ended while the agent was away, and its exit code is not known"),
        };
        return new()
        {
            ExitCode = code,
            Reason = reason,
            Message = view.Memory.LastWords.GetValueOrDefault(ended.Id) is { Length: > 0 } words ? words : message,
            StartedAt = ended.StartedAt,
            FinishedAt = ended.FinishedAt,
            ContainerID = $"{runtime}://{ended.Id}",
        };
    }

    private static ContainerState Waiting(string reason, string? message) => new() { Waiting = new() { Reason = reason, Message = message } };

    /// <summary>A duration as Go prints it: <c>10s</c>, <c>2m40s</c>.</summary>
    private static string Duration(TimeSpan duration) =>
        duration < TimeSpan.FromMinutes(1) ? $"{duration.TotalSeconds:0}s" : $"{(int)duration.TotalMinutes}m{duration.Seconds}s";
}
