namespace Krewe.NodeAgent.Runtimes;

/// <summary>Where a container is in its life; it only moves forward.</summary>
internal enum ContainerPhase
{
    /// <summary>Made but not started.</summary>
    Created,

    /// <summary>Its first process runs.</summary>
    Running,

    /// <summary>Its first process has ended, or could not be started.</summary>
    Exited,
}

/// <summary>One instance of a container as the runtime sees it.</summary>
internal sealed record ObservedContainer
{
    /// <summary>The runtime's identity of it.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the container in the pod.</summary>
    public required string Name { get; init; }

    /// <summary>Counts the instances from 0: the restart count.</summary>
    public required int Attempt { get; init; }

    /// <summary>The sandbox that it runs in.</summary>
    public required string SandboxId { get; init; }

    /// <summary>Fingerprint of the definition that it was made from.</summary>
    public required string SpecHash { get; init; }

    /// <summary>How long its successor waits after it has ended, unless it runs long enough; see <see cref="Pods.RestartBackOff"/>.</summary>
    public required TimeSpan BackOff { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required ContainerPhase Phase { get; init; }

    /// <summary>Identity of its image.</summary>
    public required string ImageId { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it started, or null.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Exit code, or null while it runs or where the runtime cannot know it any more.</summary>
    public int? ExitCode { get; init; }

    /// <summary>True if the kernel ended it for want of memory.</summary>
    public bool OutOfMemory { get; init; }

    /// <summary>Why it could not be started, or null.</summary>
    public string? StartError { get; init; }

    /// <summary>File on the node that holds its termination message, or null.</summary>
    public string? TerminationLog { get; init; }

    /// <summary>True if it ended with exit code 0.</summary>
    public bool Succeeded => Phase == ContainerPhase.Exited && ExitCode == 0;

    /// <summary>The later of two sightings of one instance, whatever the order in which they came.</summary>
    public ObservedContainer Later(ObservedContainer other) => other.Phase >= Phase ? other : this;
}

/// <summary>A pod's sandbox as the runtime sees it: what holds the pod's network namespace.</summary>
internal sealed record ObservedSandbox
{
    /// <summary>The runtime's identity of it.</summary>
    public required string Id { get; init; }

    /// <summary>Counts the pod's sandboxes from 0.</summary>
    public required int Attempt { get; init; }

    /// <summary>False once it has ended: the pod needs another one.</summary>
    public required bool Ready { get; init; }

    /// <summary>The pod's addresses; empty with the host's network.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The grace of the pod, for one whose definition is no longer known.</summary>
    public TimeSpan Grace { get; init; }
}
