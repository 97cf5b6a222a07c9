namespace Krewe.NodeAgent.Runtimes;

/// <summary>What to make a container from: everything resolved, nothing left to look up.</summary>
internal sealed record ContainerRequest
{
    /// <summary>The pod.</summary>
    public required PodIdentity Pod { get; init; }

    /// <summary>Name of the container in the pod.</summary>
    public required string Name { get; init; }

    /// <summary>Counts the instances from 0.</summary>
    public required int Attempt { get; init; }

    /// <summary>See <see cref="ObservedContainer.BackOff"/>.</summary>
    public required TimeSpan BackOff { get; init; }

    /// <summary>See <see cref="ObservedContainer.SpecHash"/>.</summary>
    public required string SpecHash { get; init; }

    /// <summary>The sandbox to join.</summary>
    public required ObservedSandbox Sandbox { get; init; }

    /// <summary>The image, as the pod names it.</summary>
    public required string Image { get; init; }

    /// <summary>Identity of the image.</summary>
    public required string ImageId { get; init; }

    /// <summary>Command, or empty for the image's.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Arguments, or empty for the image's unless there is a command.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Environment in the order of its definition.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>Working directory, or null for the image's.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Directories and files of the machine that appear in the container.</summary>
    public IReadOnlyList<HostMount> Mounts { get; init; } = [];

    /// <summary>Empty file of the machine that takes the termination message.</summary>
    public required string TerminationLog { get; init; }

    /// <summary>Where it appears in the container.</summary>
    public required string TerminationLogPath { get; init; }

    /// <summary>Limits.</summary>
    public ContainerLimits Limits { get; init; } = new();

    /// <summary>What it may do, and as whom.</summary>
    public ContainerPrivileges Privileges { get; init; } = new();

    /// <summary>True to keep standard input open.</summary>
    public bool Stdin { get; init; }

    /// <summary>True to close standard input after the first attachment.</summary>
    public bool StdinOnce { get; init; }

    /// <summary>True for a terminal.</summary>
    public bool Terminal { get; init; }

    /// <summary>True to use the machine's network.</summary>
    public bool HostNetwork { get; init; }

    /// <summary>True to see the machine's processes.</summary>
    public bool HostPid { get; init; }

    /// <summary>True to see the processes of the pod's other containers.</summary>
    public bool SharedPid { get; init; }

    /// <summary>The running container whose processes it sees, or null.</summary>
    public string? PidTarget { get; init; }

    /// <summary>True to use the machine's IPC namespace.</summary>
    public bool HostIpc { get; init; }
}

/// <summary>Something of the machine that appears in a container.</summary>
internal sealed record HostMount(string Volume, string HostPath, string ContainerPath, bool ReadOnly, string? Propagation = null);

/// <summary>How much a container may use.</summary>
internal sealed record ContainerLimits
{
    /// <summary>Relative weight of its CPU time, or null; 1024 stands for one CPU.</summary>
    public long? CpuShares { get; init; }

    /// <summary>Thousandths of a CPU that it may use, or null.</summary>
    public long? CpuMillis { get; init; }

    /// <summary>Bytes of memory that it may use, or null.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Processes and threads that it may have, or null.</summary>
    public long? Processes { get; init; }

    /// <summary>How readily the kernel ends it for want of memory, -1000 to 1000.</summary>
    public int OomScoreAdjustment { get; init; }
}

/// <summary>What a container may do, and as whom.</summary>
internal sealed record ContainerPrivileges
{
    /// <summary>User id, or null for the image's.</summary>
    public long? User { get; init; }

    /// <summary>Group id, or null for the image's.</summary>
    public long? Group { get; init; }

    /// <summary>More groups.</summary>
    public IReadOnlyList<long> SupplementalGroups { get; init; } = [];

    /// <summary>True for everything.</summary>
    public bool Privileged { get; init; }

    /// <summary>False to forbid that a program gains privileges.</summary>
    public bool AllowEscalation { get; init; } = true;

    /// <summary>True to forbid writes to the container's own files.</summary>
    public bool ReadOnlyRoot { get; init; }

    /// <summary>Capabilities besides the usual ones.</summary>
    public IReadOnlyList<string> AddedCapabilities { get; init; } = [];

    /// <summary>Usual capabilities that are taken away.</summary>
    public IReadOnlyList<string> DroppedCapabilities { get; init; } = [];

    /// <summary>True to lift the filter of system calls.</summary>
    public bool UnconfinedSystemCalls { get; init; }
}
