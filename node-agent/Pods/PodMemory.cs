using System.Collections.Immutable;

namespace Krewe.NodeAgent.Pods;

/// <summary>What a worker knows of its pod besides what the runtime shows. An agent that restarts begins with an empty one.</summary>
internal sealed record PodMemory
{
    /// <summary>When the agent first saw the pod.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>True once the pod's volumes are there.</summary>
    public bool VolumesReady { get; init; }

    /// <summary>When something in them must be renewed (tokens), or null.</summary>
    public DateTimeOffset? VolumesDueAt { get; init; }

    /// <summary>Why they are not.</summary>
    public Trouble? VolumeTrouble { get; init; }

    /// <summary>Why there is no sandbox.</summary>
    public Trouble? SandboxTrouble { get; init; }

    /// <summary>The next sandbox has at least this number.</summary>
    public int NextSandbox { get; init; }

    /// <summary>Why containers could not be started, by name.</summary>
    public ImmutableDictionary<string, Trouble> StartTroubles { get; init; } = ImmutableDictionary<string, Trouble>.Empty;

    /// <summary>How instances do, by their id.</summary>
    public ImmutableDictionary<string, ContainerHealth> Health { get; init; } = ImmutableDictionary<string, ContainerHealth>.Empty;

    /// <summary>What instances left behind as their last words, by their id.</summary>
    public ImmutableDictionary<string, string> LastWords { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The container that is being started now, or null.</summary>
    public string? Starting { get; init; }

    /// <summary>Why the agent ended the pod, or null.</summary>
    public PodFailure? Failure { get; init; }

    /// <summary>When the agent began to end the pod, or null.</summary>
    public DateTimeOffset? EndingSince { get; init; }

    /// <summary>How instance <paramref name="id"/> does.</summary>
    public ContainerHealth HealthOf(string id) => Health.GetValueOrDefault(id, ContainerHealth.Unknown);
}

/// <summary>A step that failed and will be tried again.</summary>
/// <param name="Reason">As a container's waiting reason.</param>
/// <param name="Message">For the user.</param>
/// <param name="Failures">In a row.</param>
/// <param name="Since">When it failed last.</param>
/// <param name="RetryAt">When it is tried again.</param>
internal sealed record Trouble(string Reason, string Message, int Failures, DateTimeOffset Since, DateTimeOffset RetryAt)
{
    /// <summary>Failure to fetch an image is shown as such for this long, then as a back-off.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(2);

    /// <summary>The reason of an image that could not be fetched.</summary>
    public const string PullFailed = "ErrImagePull";

    /// <summary>The reason of an image that waits to be fetched again.</summary>
    public const string PullBackOff = "ImagePullBackOff";

    /// <summary>When the way in which it is shown changes next, or null.</summary>
    public DateTimeOffset? ShownAnewAt(DateTimeOffset now) => Reason == PullFailed && now < Since + FreshFor ? Since + FreshFor : null;

    /// <summary>Reason and message to show at a time.</summary>
    public (string Reason, string Message) ShownAt(DateTimeOffset now, string image) =>
        Reason == PullFailed && now >= Since + FreshFor
            ? (PullBackOff, $"Back-off pulling image \"{image}\": {PullFailed}: {Message}")
            : (Reason, Message);

    /// <summary>The same step failed once more; it waits 10 s, doubled each time up to 5 min.</summary>
    public static Trouble Again(Trouble? before, string reason, string message, DateTimeOffset now)
    {
        var failures = (before?.Failures ?? 0) + 1;
        var wait = TimeSpan.Zero;
        for (var i = 0; i < failures && wait < RestartBackOff.Longest; i++)
            wait = RestartBackOff.Next(wait);
        return new Trouble(reason, message, failures, now, now + wait);
    }

    /// <summary>The same step failed once more; it is tried again after a fixed time.</summary>
    public static Trouble Steady(Trouble? before, string reason, string message, DateTimeOffset now, TimeSpan wait) =>
        new(reason, message, (before?.Failures ?? 0) + 1, now, now + wait);
}

/// <summary>How an instance of a container does.</summary>
internal sealed record ContainerHealth
{
    /// <summary>Nothing is known yet.</summary>
    public static readonly ContainerHealth Unknown = new();

    /// <summary>True once its startup probe has succeeded.</summary>
    public bool StartupPassed { get; init; }

    /// <summary>The last verdict of its readiness probe.</summary>
    public bool ReadinessPassed { get; init; }

    /// <summary>Why it must be ended, or null: the event's message.</summary>
    public string? Condemned { get; init; }

    /// <summary>Grace for that, where the probe has one of its own.</summary>
    public TimeSpan? CondemnedGrace { get; init; }
}

/// <summary>Why the agent ended a pod.</summary>
internal sealed record PodFailure(string Reason, string Message);
