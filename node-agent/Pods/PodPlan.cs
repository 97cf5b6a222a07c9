using Krewe.NodeAgent.Runtimes;

namespace Krewe.NodeAgent.Pods;

/// <summary>What to do for a pod now, and when to look again if nothing happens before.</summary>
internal sealed record PodPlan(IReadOnlyList<PodStep> Steps, DateTimeOffset? LookAgainAt)
{
    /// <summary>True when nothing of the pod is left and nothing is left to do.</summary>
    public bool Finished { get; init; }
}

/// <summary>One step of a plan.</summary>
internal abstract record PodStep
{
    private PodStep() { }

    /// <summary>Make the directories and files of the pod's volumes.</summary>
    public sealed record PrepareVolumes : PodStep;

    /// <summary>Make the sandbox.</summary>
    public sealed record CreateSandbox(int Attempt) : PodStep;

    /// <summary>End and remove a sandbox.</summary>
    public sealed record RemoveSandbox(string Id) : PodStep;

    /// <summary>Start an instance of a container.</summary>
    public sealed record Start(PodContainer Container, int Attempt, TimeSpan BackOff, ObservedSandbox Sandbox) : PodStep
    {
        /// <summary>The running instance whose processes it shall see, or null.</summary>
        public ObservedContainer? Target { get; init; }
    }

    /// <summary>End an instance; the message is the event's.</summary>
    public sealed record Stop(ObservedContainer Instance, TimeSpan Grace, string Message) : PodStep;

    /// <summary>Remove a dead instance.</summary>
    public sealed record Remove(ObservedContainer Instance) : PodStep;

    /// <summary>End the pod for good.</summary>
    public sealed record Fail(PodFailure Failure) : PodStep;
}
