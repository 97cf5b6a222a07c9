using System.CommandLine;
using Krewe.Model.Core;
using Krewe.NodeAgent.Inspection;

namespace Krewe.NodeAgent;

/// <summary>The agent's command line.</summary>
internal sealed class CommandLineOptions
{
    private static readonly string DefaultData = "/var/lib/krewe/agent";

    private readonly Option<string[]> _servers = new("--server") { Description = "Base address of a control plane server; may be given several times", Required = true };
    private readonly Option<string?> _authorities = new("--ca") { Description = "PEM file of the authorities that sign servers" };
    private readonly Option<string?> _token = new("--join-token-file") { Description = "File of the join token; needed until the node has joined" };
    private readonly Option<string> _data = new("--data") { Description = "Directory of the agent's files", DefaultValueFactory = _ => DefaultData };
    private readonly Option<string?> _name = new("--name") { Description = "Name of the node (default: the machine's host name)" };
    private readonly Option<RuntimeChoice> _runtime = new("--runtime") { Description = "How pods are run: auto, docker, process or simulated", DefaultValueFactory = _ => RuntimeChoice.Auto };
    private readonly Option<string> _docker = new("--docker-socket") { Description = "Socket of the Docker engine", DefaultValueFactory = _ => "/var/run/docker.sock" };
    private readonly Option<string[]> _labels = new("--label") { Description = "Label of the node, key=value; may be given several times" };
    private readonly Option<string[]> _taints = new("--taint") { Description = "Taint to register with, key=value:Effect; may be given several times" };
    private readonly Option<int> _pods = new("--max-pods") { Description = "The most pods that the node takes", DefaultValueFactory = _ => 110 };
    private readonly Option<int?> _health = new("--health-port") { Description = "Port of the health endpoint on 127.0.0.1" };

    private readonly Option<int> _nodes = new("--nodes") { Description = "How many nodes to simulate", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _seed = new("--seed") { Description = "Seed of timing and faults", DefaultValueFactory = _ => 1 };

    /// <summary>The command; <paramref name="run"/> is given the options and, for a simulation, the number of nodes, <paramref name="clean"/> the options.</summary>
    public RootCommand Command(
        Func<NodeAgentOptions, int?, CancellationToken, Task<int>> run, Func<NodeAgentOptions, CancellationToken, Task<int>> clean)
    {
        var root = new RootCommand("Runs the pods that Krewe assigns to this machine.");
        Option[] common = [_servers, _authorities, _token, _data, _name, _labels, _taints, _pods];
        foreach (var option in common.Concat([_runtime, _docker, _health]))
            root.Options.Add(option);
        root.SetAction((result, cancellationToken) => run(Read(result), null, cancellationToken));

        var simulate = new Command("simulate", "Simulates nodes NAME-0, NAME-1, ... in this process, each with a session of its own.");
        foreach (var option in common.Concat([_nodes, _seed]))
            simulate.Options.Add(option);
        simulate.SetAction((result, cancellationToken) => run(Read(result) with { SimulationSeed = result.GetValue(_seed) }, result.GetValue(_nodes), cancellationToken));
        var remove = new Command("clean", "Ends and removes everything that the agent of a data directory has left running.");
        foreach (var option in (Option[])[_data, _docker])
            remove.Options.Add(option);
        remove.SetAction((result, cancellationToken) => clean(Read(result), cancellationToken));
        root.Subcommands.Add(remove);
        var inspection = new InspectionCommands(_data, _docker);
        root.Subcommands.Add(inspection.Pods());
        root.Subcommands.Add(inspection.Logs());
        // The options of the root belong to it alone, so that each command demands its own.
        root.Subcommands.Add(simulate);
        return root;
    }

    private NodeAgentOptions Read(ParseResult result) => new()
    {
        Servers = [.. (result.GetValue(_servers) ?? []).Select(text => Uri.TryCreate(text, UriKind.Absolute, out var uri)
            ? uri
            : throw new ArgumentException($"--server {text}: an address such as https://server:6443 is needed"))],
        AuthoritiesFile = result.GetValue(_authorities),
        JoinTokenFile = result.GetValue(_token),
        DataDirectory = result.GetValue(_data) ?? DefaultData,
        Name = result.GetValue(_name),
        Runtime = result.GetValue(_runtime),
        DockerSocket = result.GetValue(_docker) ?? "/var/run/docker.sock",
        Labels = (result.GetValue(_labels) ?? []).Select(LabelOf).ToDictionary(label => label.Key, label => label.Value),
        Taints = [.. (result.GetValue(_taints) ?? []).Select(TaintOf)],
        MostPods = result.GetValue(_pods),
        HealthPort = result.GetValue(_health),
    };

    private static KeyValuePair<string, string> LabelOf(string text) => text.Split('=', 2) switch
    {
        [{ Length: > 0 } key, var value] => KeyValuePair.Create(key, value),
        _ => throw new ArgumentException($"--label {text}: key=value is needed"),
    };

    private static Taint TaintOf(string text) => text.LastIndexOf(':') switch
    {
        > 0 and var colon => text[..colon].Split('=', 2) switch
        {
            [var key, var value] => new Taint { Key = key, Value = value, Effect = new TaintEffect(text[(colon + 1)..]) },
            [var key] => new Taint { Key = key, Effect = new TaintEffect(text[(colon + 1)..]) },
            _ => throw new ArgumentException($"--taint {text}: key=value:Effect is needed"),
        },
        _ => throw new ArgumentException($"--taint {text}: key=value:Effect is needed"),
    };
}
