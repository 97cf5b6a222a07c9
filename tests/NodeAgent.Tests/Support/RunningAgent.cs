using Krewe.NodeAgent.Checkpoint;
using Krewe.NodeAgent.Node;
using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Runtimes.Simulated;
using Krewe.NodeAgent.Session;
using Microsoft.Extensions.Logging.Abstractions;

namespace Krewe.NodeAgent.Tests.Support;

/// <summary>A whole agent against a fake control plane.</summary>
internal sealed class RunningAgent : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly NodeCredentials _credentials;
    private readonly IContainerRuntime _runtime;
    private readonly Task _running;

    public RunningAgent(FakeControlPlane plane, string data, IContainerRuntime? runtime = null, string token = FakeControlPlane.Token)
    {
        var authorities = Path.Combine(data, "given-ca.crt");
        var tokenFile = Path.Combine(data, "token");
        File.WriteAllText(authorities, plane.AuthorityPem);
        File.WriteAllText(tokenFile, token);
        var options = new NodeAgentOptions { Servers = [plane.Address], Name = "node-1", DataDirectory = data, AuthoritiesFile = authorities, JoinTokenFile = tokenFile };
        _runtime = runtime ?? new SimulatedRuntime("node-1", 1, new SimulationSettings(), TimeProvider.System);
        _credentials = new NodeCredentials(data, "node-1", authorities, TimeProvider.System);
        var transport = new WebSocketTransport(options.Servers, _credentials, new Joiner(_credentials, "node-1", tokenFile, TimeProvider.System), TimeProvider.System);
        Agent = new Agent(new AgentParts(
            options, _runtime, transport, new FileCheckpoint(Path.Combine(data, "desired"), NullLogger<FileCheckpoint>.Instance),
            new MachineReader(data).Read, TimeProvider.System, new Random(1), NullLoggerFactory.Instance, new NoContactRecord(), () => { }));
        _running = Agent.Run(_stop.Token);
    }

    public Agent Agent { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _runtime.DisposeAsync();
        _credentials.Dispose();
        _stop.Dispose();
    }
}
