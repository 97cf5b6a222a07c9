using Krewe.NodeAgent;
using Krewe.NodeAgent.Node;
using Krewe.Simulation.Engine;
using Krewe.Simulation.Network;

namespace Krewe.Simulation.Nodes;

/// <summary>
/// A node: a container engine and a disk that outlive the agent, and the agent, which is the real one but for its wires, its engine and
/// its disk.
/// </summary>
internal sealed class Machine
{
    private const long GiB = 1L << 30;
    private readonly World _world;
    private readonly int _cpus;
    private Agent _agent = null!;

    public Machine(World world, string name, int cpus)
    {
        (_world, Name, _cpus) = (world, name, cpus);
        Disk = new MachineDisk(this, world.Random.Next());
        Engine = Boot();
        Agent = Launch();
    }

    public string Name { get; }

    /// <summary>What survives even a loss of power.</summary>
    public MachineDisk Disk { get; }

    /// <summary>What runs containers.</summary>
    public EngineHost Engine { get; private set; }

    /// <summary>The agent's process.</summary>
    public SimulatedProcess Agent { get; private set; }

    public Host Host => new(Name, Agent);

    public World World => _world;

    /// <summary>True while the agent is in session.</summary>
    public bool IsConnected => !Agent.IsDead && _agent.Connected;

    /// <summary>Ends the agent; containers run on. It starts again after a while.</summary>
    public void CrashAgent(TimeSpan downtime)
    {
        if (Agent.IsDead)
            return;
        Agent.Kill();
        _world.Network.OnDeath(Agent);
        var engine = Engine;
        _world.Network.After(downtime, () =>
        {
            if (Agent.IsDead && engine == Engine)
                Agent = Launch();
        });
    }

    /// <summary>Cuts the power: agent and containers are gone. It boots again after a while.</summary>
    public void CrashAll(TimeSpan downtime)
    {
        if (Engine.Process.IsDead)
            return;
        Agent.Kill();
        Engine.Process.Kill();
        _world.Network.OnDeath(Agent);
        _world.Network.After(downtime, () =>
        {
            Engine = Boot();
            Agent = Launch();
        });
    }

    private EngineHost Boot() => new EngineHost(_world, this, _world.Random.Next()).Boot();

    private SimulatedProcess Launch()
    {
        var process = new SimulatedProcess(_world.Conductor, $"agent-{Name}");
        var options = new NodeAgentOptions
        {
            Name = Name,
            Servers = [new Uri("https://silo:6443")],
            DataDirectory = "/nowhere",
            Runtime = RuntimeChoice.Simulated,
            MostPods = 20,
        };
        var host = new Host(Name, process);
        _agent = new Agent(new AgentParts(
            options, _world.Bugs.Runtime(new EngineClient(Engine, process)), _world.Bugs.Transport(new SimulatedTransport(_world, host)), _world.Bugs.Checkpoint(Disk),
            Read, process.Clock, new Random(_world.Random.Next()), new TraceLoggers(_world.Conductor.Trace, $"agent-{Name}"), Disk, () => { }));
        process.Clock.Skew = _world.SkewOf(Name);
        process.Start(() => _agent.Run(CancellationToken.None));
        return process;
    }

    private MachineReading Read() => new()
    {
        Cpus = _cpus,
        MemoryBytes = 16 * GiB,
        MemoryAvailableBytes = 12 * GiB,
        DiskBytes = 100 * GiB,
        DiskFreeBytes = 50 * GiB,
        MostProcesses = 4_194_304,
        Processes = 100,
        Kernel = "simulated",
        OsImage = "simulated",
        MachineId = Name,
        BootId = "",
        Addresses = ["10.0.0.1"],
    };
}
