using System.Globalization;

namespace Krewe.NodeAgent.Runtimes.Docker;

/// <summary>
/// What the agent writes on each container, and reads back after a restart: the only memory of what a container is. A container without
/// the agent's identity is somebody else's and never touched.
/// </summary>
internal sealed record DockerLabels
{
    private const string Prefix = "io.krewe.";
    private const string AgentKey = Prefix + "agent";
    private const string NamespaceKey = Prefix + "pod.namespace";
    private const string PodKey = Prefix + "pod.name";
    private const string UidKey = Prefix + "pod.uid";
    private const string ContainerKey = Prefix + "container";
    private const string AttemptKey = Prefix + "attempt";
    private const string SandboxKey = Prefix + "sandbox";
    private const string HashKey = Prefix + "spec-hash";
    private const string BackOffKey = Prefix + "back-off-seconds";
    private const string GraceKey = Prefix + "grace-seconds";
    private const string ImageKey = Prefix + "image-id";
    private const string TerminationKey = Prefix + "termination-log";

    /// <summary>The pod.</summary>
    public required PodIdentity Pod { get; init; }

    /// <summary>Name of the container, or null for the sandbox.</summary>
    public string? Container { get; init; }

    /// <summary>Counts the instances from 0.</summary>
    public required int Attempt { get; init; }

    /// <summary>Id of the sandbox that the container joined.</summary>
    public string SandboxId { get; init; } = "";

    /// <summary>Fingerprint of the container's definition.</summary>
    public string SpecHash { get; init; } = "";

    /// <summary>How long its successor waits.</summary>
    public TimeSpan BackOff { get; init; }

    /// <summary>Grace of the pod.</summary>
    public TimeSpan Grace { get; init; }

    /// <summary>Identity of the container's image, as the API shows it.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>File that takes the termination message.</summary>
    public string TerminationLog { get; init; } = "";

    /// <summary>The label that all containers of an agent carry, as filters have it.</summary>
    public static string Filter(string agentId) => $"{AgentKey}={agentId}";

    /// <summary>The labels to put on a container.</summary>
    public Dictionary<string, string> Write(string agentId)
    {
        var labels = new Dictionary<string, string>
        {
            [AgentKey] = agentId,
            [NamespaceKey] = Pod.Namespace,
            [PodKey] = Pod.Name,
            [UidKey] = Pod.Uid,
            [AttemptKey] = Attempt.ToString(CultureInfo.InvariantCulture),
        };
        if (Container is null)
        {
            labels[GraceKey] = Seconds(Grace);
            return labels;
        }
        labels[ContainerKey] = Container;
        labels[SandboxKey] = SandboxId;
        labels[HashKey] = SpecHash;
        labels[BackOffKey] = Seconds(BackOff);
        labels[ImageKey] = ImageId;
        labels[TerminationKey] = TerminationLog;
        return labels;
    }

    /// <summary>Reads them back; null where they are not an agent's.</summary>
    public static DockerLabels? Read(IReadOnlyDictionary<string, string>? labels)
    {
        if (labels is null
            || !labels.TryGetValue(NamespaceKey, out var podNamespace) || !labels.TryGetValue(PodKey, out var pod)
            || !labels.TryGetValue(UidKey, out var uid) || !int.TryParse(labels.GetValueOrDefault(AttemptKey), CultureInfo.InvariantCulture, out var attempt))
            return null;
        return new DockerLabels
        {
            Pod = new PodIdentity(podNamespace, pod, uid),
            Container = labels.GetValueOrDefault(ContainerKey),
            Attempt = attempt,
            SandboxId = labels.GetValueOrDefault(SandboxKey, ""),
            SpecHash = labels.GetValueOrDefault(HashKey, ""),
            BackOff = Duration(labels.GetValueOrDefault(BackOffKey)),
            Grace = Duration(labels.GetValueOrDefault(GraceKey)),
            ImageId = labels.GetValueOrDefault(ImageKey, ""),
            TerminationLog = labels.GetValueOrDefault(TerminationKey, ""),
        };
    }

    private static string Seconds(TimeSpan duration) => ((long)duration.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static TimeSpan Duration(string? seconds) =>
        long.TryParse(seconds, CultureInfo.InvariantCulture, out var value) && value is >= 0 and < 1_000_000_000
            ? TimeSpan.FromSeconds(value)
            : TimeSpan.Zero;
}
