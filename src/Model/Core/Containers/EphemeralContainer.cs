using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>
/// A container added to a running pod for debugging. It has no probes, ports or guaranteed resources and is not restarted.
/// </summary>
public sealed partial record EphemeralContainer : ApiRecord
{
    /// <summary>Name, a DNS label unique in the pod. Cannot be changed.</summary>
    [Field(1, Required = true, Within = 1)]
    public string? Name { get; init; }

    /// <summary>Image to run.</summary>
    [Field(2, Within = 1)]
    public string? Image { get; init; }

    /// <summary>Program and leading arguments in place of the image's entry point. $(NAME) stands for an environment variable.</summary>
    [Field(3, Within = 1)]
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Arguments in place of the image's. $(NAME) stands for an environment variable.</summary>
    [Field(4, Within = 1)]
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Working directory; the image's when absent.</summary>
    [Field(5, Within = 1)]
    public string? WorkingDir { get; init; }

    /// <summary>Ports that the container serves. Informative: what listens can be reached anyway.</summary>
    [Field(6, MergeKey = "containerPort", Within = 1, ListKeys = "containerPort protocol=TCP")]
    public IReadOnlyList<ContainerPort> Ports { get; init; } = [];

    /// <summary>Config maps and secrets whose entries become environment variables.</summary>
    [Field(19, Within = 1)]
    public IReadOnlyList<EnvFromSource> EnvFrom { get; init; } = [];

    /// <summary>Environment variables.</summary>
    [Field(7, MergeKey = "name", Within = 1)]
    public IReadOnlyList<EnvVar> Env { get; init; } = [];

    /// <summary>CPU, memory and other resources that the container asks for and may use.</summary>
    [Field(8, Within = 1)]
    public ResourceRequirements Resources { get; init; } = new();

    /// <summary>What a change of resources does to a running container.</summary>
    [Field(23, Within = 1)]
    public IReadOnlyList<ContainerResizePolicy> ResizePolicy { get; init; } = [];

    /// <summary>Always makes an init container a sidecar that runs as long as the pod.</summary>
    [Field(24, Within = 1)]
    public ContainerRestartPolicy? RestartPolicy { get; init; }

    /// <summary>Volumes to mount, and where.</summary>
    [Field(9, MergeKey = "mountPath", Within = 1)]
    public IReadOnlyList<VolumeMount> VolumeMounts { get; init; } = [];

    /// <summary>Volumes to give as raw block devices.</summary>
    [Field(21, MergeKey = "devicePath", Within = 1)]
    public IReadOnlyList<VolumeDevice> VolumeDevices { get; init; } = [];

    /// <summary>Check that restarts the container when it fails.</summary>
    [Field(10, Within = 1)]
    public Probe? LivenessProbe { get; init; }

    /// <summary>Check that takes the pod out of services while it fails.</summary>
    [Field(11, Within = 1)]
    public Probe? ReadinessProbe { get; init; }

    /// <summary>Check that must succeed once before the other probes begin.</summary>
    [Field(22, Within = 1)]
    public Probe? StartupProbe { get; init; }

    /// <summary>Actions after start and before stop.</summary>
    [Field(12, Within = 1)]
    public Lifecycle? Lifecycle { get; init; }

    /// <summary>File whose content becomes the message of the terminated state. /dev/termination-log by default.</summary>
    [Field(13, Within = 1)]
    public string? TerminationMessagePath { get; init; }

    /// <summary>
    /// Where the message comes from: File, or FallbackToLogsOnError for the end of the log when the file is empty. File by default.
    /// </summary>
    [Field(20, Within = 1)]
    public TerminationMessagePolicy? TerminationMessagePolicy { get; init; }

    /// <summary>When to pull: Always, Never or IfNotPresent. By default Always for the tag latest, otherwise IfNotPresent.</summary>
    [Field(14, Within = 1)]
    public ImagePullPolicy? ImagePullPolicy { get; init; }

    /// <summary>Security settings of the container; they override those of the pod.</summary>
    [Field(15, Within = 1)]
    public SecurityContext? SecurityContext { get; init; }

    /// <summary>True to keep a standard input open for the container.</summary>
    [Field(16, Within = 1, OmitZero = true)]
    public bool? Stdin { get; init; }

    /// <summary>True to close standard input after the first client has left.</summary>
    [Field(17, Within = 1, OmitZero = true)]
    public bool? StdinOnce { get; init; }

    /// <summary>True to give the container a terminal; needs stdin.</summary>
    [Field(18, Within = 1, OmitZero = true)]
    public bool? Tty { get; init; }

    /// <summary>Container whose processes the ephemeral one sees.</summary>
    [Field(2)]
    public string? TargetContainerName { get; init; }

    /// <summary>The same as an ordinary container, for rules and programs that treat both alike.</summary>
    public Container AsContainer() => new()
    {
        Name = Name,
        Image = Image,
        Command = Command,
        Args = Args,
        WorkingDir = WorkingDir,
        Ports = Ports,
        EnvFrom = EnvFrom,
        Env = Env,
        Resources = Resources,
        ResizePolicy = ResizePolicy,
        RestartPolicy = RestartPolicy,
        VolumeMounts = VolumeMounts,
        VolumeDevices = VolumeDevices,
        LivenessProbe = LivenessProbe,
        ReadinessProbe = ReadinessProbe,
        StartupProbe = StartupProbe,
        Lifecycle = Lifecycle,
        TerminationMessagePath = TerminationMessagePath,
        TerminationMessagePolicy = TerminationMessagePolicy,
        ImagePullPolicy = ImagePullPolicy,
        SecurityContext = SecurityContext,
        Stdin = Stdin,
        StdinOnce = StdinOnce,
        Tty = Tty,
    };
}
