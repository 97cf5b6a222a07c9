using Krewe.Client;
using Krewe.Model.Core;

namespace Krewe.Cli.Local;

/// <summary>The components of Krewe on this machine: a control plane with its gateway, and a node agent.</summary>
internal sealed class LocalCluster(KreweHome home, TimeProvider time)
{
    private const string SiloHost = "silo-host";
    private const string NodeAgent = "node-agent";
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    /// <summary>True while the control plane runs.</summary>
    public bool HasControlPlane => DetachedProcess.Find(home, SiloHost) is not null;

    /// <summary>True while the node agent runs.</summary>
    public bool HasNodeAgent => DetachedProcess.Find(home, NodeAgent) is not null;

    /// <summary>Starts the control plane unless it runs, and waits until it serves.</summary>
    public async Task StartControlPlaneAsync(string listen, CancellationToken cancellationToken)
    {
        home.Create();
        var process = DetachedProcess.Find(home, SiloHost) ?? await DetachedProcess.StartAsync(
            home, SiloHost, [ProgramFolder.SiloHost, "--data", home.SiloData, "--listen", listen], cancellationToken)
            .ConfigureAwait(false);
        await UntilAsync(SiloHost, process, async () =>
        {
            if (!File.Exists(home.Kubeconfig))
                return false;
            using var client = Connect();
            return await client.IsReadyAsync(cancellationToken).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Starts this machine's node agent unless it runs, and waits until its node is Ready and what the API says of its pods is true: until a
    /// new agent has reported, it says what an earlier one saw.
    /// </summary>
    public async Task StartNodeAgentAsync(
        KreweClient client, string runtime, string nodeName, CancellationToken cancellationToken)
    {
        if (DetachedProcess.Find(home, NodeAgent) is not { } process)
        {
            using var readiness = new ReadinessSocket();
            process = await LaunchNodeAgentAsync(readiness.Variable, runtime, nodeName, cancellationToken).ConfigureAwait(false);
            await UntilAsync(NodeAgent, process, () => Task.FromResult(readiness.IsReady()), cancellationToken).ConfigureAwait(false);
        }
        await UntilAsync(
            NodeAgent,
            process,
            async () => await client.FindAsync(NodeKind.Instance, new("", nodeName), cancellationToken).ConfigureAwait(false) is Node node
                && node.Status.Conditions.Any(condition =>
                    condition.Type == NodeConditionType.Ready && condition.Status == ConditionStatus.True),
            cancellationToken).ConfigureAwait(false);
    }

    private Task<DetachedProcess> LaunchNodeAgentAsync(
        string variable, string runtime, string nodeName, CancellationToken cancellationToken)
    {
        var server = ApiConnection.FromKubeconfig(home.Kubeconfig).Server.AbsoluteUri;
        return DetachedProcess.StartAsync(
            home,
            NodeAgent,
            [
                "env", variable, "dotnet", ProgramFolder.NodeAgent, "--server", server, "--ca", home.Authority, "--join-token-file", home.JoinToken,
                "--data", home.AgentData, "--name", nodeName, "--runtime", runtime,
            ],
            cancellationToken);
    }

    /// <summary>A client with the administrator's rights.</summary>
    public KreweClient Connect() => new(ApiConnection.FromKubeconfig(home.Kubeconfig));

    /// <summary>Ends the node agent (its containers go on), then the control plane.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var component in (string[])[NodeAgent, SiloHost])
        {
            if (DetachedProcess.Find(home, component) is { } process)
                await process.StopAsync(StopPatience, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends and removes every container of this machine's node. The pods stay what they are: the next agent starts them again.</summary>
    public Task RemoveContainersAsync(CancellationToken cancellationToken) => Directory.Exists(home.AgentData)
        ? Shell.RunAsync("dotnet", [ProgramFolder.NodeAgent, "clean", "--data", home.AgentData], cancellationToken)
        : Task.CompletedTask;

    /// <summary>Waits for a condition while a component lives.</summary>
    private async Task UntilAsync(
        string component, DetachedProcess process, Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + StartPatience;
        while (!await condition().ConfigureAwait(false))
        {
            if (!process.IsRunning)
                throw new InvalidOperationException($"{component} has ended; its last words are in {home.Log(component)}");
            if (time.GetUtcNow() > deadline)
                throw new InvalidOperationException($"{component} is not ready after {StartPatience.TotalSeconds} s; see {home.Log(component)}");
            await Task.Delay(TimeSpan.FromMilliseconds(25), time, cancellationToken).ConfigureAwait(false);
        }
    }
}
