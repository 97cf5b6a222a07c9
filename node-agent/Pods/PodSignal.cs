using Krewe.NodeAgent.Probes;
using Krewe.NodeAgent.Runtimes;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Pods;

/// <summary>What a worker is told.</summary>
internal abstract record PodSignal
{
    private PodSignal() { }

    /// <summary>What the pod shall be.</summary>
    public sealed record Assigned(PodAssignment Assignment) : PodSignal;

    /// <summary>The pod is no longer the node's.</summary>
    public sealed record Withdrawn : PodSignal;

    /// <summary>Everything that the runtime had of the pod when it was asked at a time.</summary>
    public sealed record Listed(ObservedPod Pod, DateTimeOffset AskedAt) : PodSignal;

    /// <summary>An instance, as it is now.</summary>
    public sealed record InstanceSeen(ObservedContainer Instance) : PodSignal;

    /// <summary>An instance was removed, by whomever.</summary>
    public sealed record InstanceRemoved(string Id) : PodSignal;

    /// <summary>A sandbox is there.</summary>
    public sealed record SandboxSeen(ObservedSandbox Sandbox) : PodSignal;

    /// <summary>A sandbox has ended.</summary>
    public sealed record SandboxLost(string Id) : PodSignal;

    /// <summary>A sandbox was removed by the worker.</summary>
    public sealed record SandboxRemoved(string Id) : PodSignal;

    /// <summary>An instance was removed by the worker.</summary>
    public sealed record InstanceCleared(string Id) : PodSignal;

    /// <summary>A probe's verdict on an instance.</summary>
    public sealed record Verdict(string InstanceId, PodContainer Container, ProbeKind Kind, bool Passed) : PodSignal;

    /// <summary>The last words of an instance.</summary>
    public sealed record LastWords(string InstanceId, string Text) : PodSignal;

    /// <summary>The volumes are made, or not; what is in them holds until a time, or for good.</summary>
    public sealed record VolumesPrepared(string? Error, DateTimeOffset? RefreshAt = null) : PodSignal;

    /// <summary>The sandbox could not be made.</summary>
    public sealed record SandboxFailed(string Error) : PodSignal;

    /// <summary>What became of the start of a container.</summary>
    public sealed record StartEnded(PodContainer Container, StartOutcome Outcome) : PodSignal;

    /// <summary>An instance could not be stopped.</summary>
    public sealed record StopFailed(string Id) : PodSignal;

    /// <summary>A step is over; whatever it had to say was said before.</summary>
    public sealed record StepEnded(string Key) : PodSignal;

    /// <summary>Time to look again.</summary>
    public sealed record Tick : PodSignal;
}

/// <summary>What became of the start of a container.</summary>
internal abstract record StartOutcome
{
    private StartOutcome(ObservedContainer? instance) => Instance = instance;

    /// <summary>The new instance, if there is one.</summary>
    public ObservedContainer? Instance { get; }

    /// <summary>It runs, or ended already.</summary>
    public sealed record Started(ObservedContainer New) : StartOutcome(New);

    /// <summary>It runs, and must be ended because its postStart handler failed.</summary>
    public sealed record Condemned(ObservedContainer New, string Why) : StartOutcome(New);

    /// <summary>It could not be started; image troubles wait longer each time.</summary>
    public sealed record Refused(string Reason, string Message, bool BackOff) : StartOutcome((ObservedContainer?)null);

    /// <summary>It was given up because the pod ends.</summary>
    public sealed record Abandoned() : StartOutcome((ObservedContainer?)null);
}
