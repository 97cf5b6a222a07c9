namespace Krewe.NodeAgent.Runtimes;

/// <summary>What to make a pod's sandbox from.</summary>
internal sealed record SandboxRequest
{
    /// <summary>The pod.</summary>
    public required PodIdentity Pod { get; init; }

    /// <summary>Counts the pod's sandboxes from 0.</summary>
    public required int Attempt { get; init; }

    /// <summary>Host name within the pod.</summary>
    public required string Hostname { get; init; }

    /// <summary>Grace of the pod, kept with the sandbox for when the pod's definition is gone.</summary>
    public required TimeSpan Grace { get; init; }

    /// <summary>True to use the machine's network.</summary>
    public bool HostNetwork { get; init; }

    /// <summary>True to use the machine's IPC namespace.</summary>
    public bool HostIpc { get; init; }

    /// <summary>Ports of the machine that lead into the pod.</summary>
    public IReadOnlyList<PublishedPort> Ports { get; init; } = [];

    /// <summary>Entries of <c>/etc/hosts</c>: <c>name:address</c>.</summary>
    public IReadOnlyList<string> ExtraHosts { get; init; } = [];

    /// <summary>Name servers, or empty for the machine's.</summary>
    public IReadOnlyList<string> Nameservers { get; init; } = [];

    /// <summary>Search domains.</summary>
    public IReadOnlyList<string> SearchDomains { get; init; } = [];

    /// <summary>Options of the resolver: <c>ndots:5</c>.</summary>
    public IReadOnlyList<string> ResolverOptions { get; init; } = [];

    /// <summary>Kernel settings of the pod's namespaces.</summary>
    public IReadOnlyDictionary<string, string> Sysctls { get; init; } = new Dictionary<string, string>();
}

/// <summary>A port of the machine that leads to a port of the pod. <paramref name="Transport"/> is in lower case.</summary>
internal sealed record PublishedPort(int ContainerPort, int HostPort, string Transport, string? HostAddress);
