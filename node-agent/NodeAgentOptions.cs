using Krewe.Model.Core;
using Krewe.Model.Names;

namespace Krewe.NodeAgent;

/// <summary>How pods are run.</summary>
public enum RuntimeChoice
{
    /// <summary><see cref="Docker"/> where an engine answers at the start or was used before, else <see cref="Process"/>.</summary>
    Auto,

    /// <summary>Containers of a Docker engine.</summary>
    Docker,

    /// <summary>The pods' commands as plain Linux processes.</summary>
    Process,

    /// <summary>Virtual containers that exist in memory only.</summary>
    Simulated,
}

/// <summary>What an agent must be told.</summary>
public sealed record NodeAgentOptions
{
    /// <summary>Base addresses of the control plane (<c>https://server:6443</c>), tried in turn. Plain <c>http</c> is for loopback only.</summary>
    public required IReadOnlyList<Uri> Servers { get; init; }

    /// <summary>Name of the node; a DNS subdomain. Null for the machine's host name.</summary>
    public string? Name { get; init; }

    /// <summary>Directory of the agent's files: key, certificate, checkpoint, volumes. Two agents must not share one.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>PEM file of the authorities that sign servers; null to trust the machine's until the agent has joined.</summary>
    public string? AuthoritiesFile { get; init; }

    /// <summary>File of the join token; needed until the agent has a certificate.</summary>
    public string? JoinTokenFile { get; init; }

    /// <summary>How pods are run.</summary>
    public RuntimeChoice Runtime { get; init; } = RuntimeChoice.Auto;

    /// <summary>Socket of the Docker engine.</summary>
    public string DockerSocket { get; init; } = "/var/run/docker.sock";

    /// <summary>Labels of the node besides those that follow from the machine.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Taints to register the node with.</summary>
    public IReadOnlyList<Taint> Taints { get; init; } = [];

    /// <summary>The most pods that the node takes.</summary>
    public int MostPods { get; init; } = 110;

    /// <summary>Port of the read-only health endpoint on 127.0.0.1, or null for none.</summary>
    public int? HealthPort { get; init; }

    /// <summary>Seed of a simulated runtime's timing and faults.</summary>
    public int SimulationSeed { get; init; }

    /// <summary>The name to use.</summary>
    internal string NodeName => Name ?? System.Environment.MachineName.ToLowerInvariant();

    /// <summary>Directory under which each pod has one of its own.</summary>
    internal string PodsDirectory => Path.GetFullPath(Path.Combine(DataDirectory, "pods"));

    /// <summary>Checks what can be checked without side effects.</summary>
    /// <exception cref="ArgumentException">Names the option that is wrong.</exception>
    public void Validate()
    {
        if (Servers.Count == 0)
            throw new ArgumentException($"{nameof(Servers)}: at least one server is needed");
        foreach (var server in Servers)
            if (!server.IsAbsoluteUri || !(server.Scheme == Uri.UriSchemeHttps || (server.Scheme == Uri.UriSchemeHttp && server.IsLoopback)))
                throw new ArgumentException($"{nameof(Servers)}: {server} must be an https address (http is for loopback only)");
        if (NameRules.DnsSubdomain(NodeName) is [var problem, ..])
            throw new ArgumentException($"{nameof(Name)}: '{NodeName}': {problem}");
        if (MostPods <= 0)
            throw new ArgumentException($"{nameof(MostPods)}: must be greater than zero");
    }
}
