using Krewe.NodeAgent.Node;
using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Runtimes.Simulated;
using Krewe.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace Krewe.NodeAgent.Tests.Support;

/// <summary>A machine under virtual time: its containers and its disk outlive the agents that run on it, one after the other.</summary>
internal sealed class VirtualNode(VirtualWorld world, VirtualControlPlane plane)
{
    /// <summary>Long enough for whatever nobody holds up.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private readonly MemoryCheckpoint _disk = new();
    private readonly MemoryContactRecord _heard = new();
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;

    /// <summary>True once the newest agent has said that the control plane knows what runs here.</summary>
    public bool IsReady { get; private set; }

    /// <summary>What runs here.</summary>
    public SimulatedRuntime Runtime { get; private set; } = NewRuntime(world);

    /// <summary>A node and its control plane, soon after the agent was told to run some pods.</summary>
    public static async Task<(VirtualControlPlane Plane, VirtualNode Node)> With(VirtualWorld world, params PodAssignment[] pods)
    {
        var plane = new VirtualControlPlane();
        var node = new VirtualNode(world, plane);
        plane.Want(pods);
        node.Start();
        await world.Pass(Soon);
        return (plane, node);
    }

    /// <summary>Starts an agent.</summary>
    public void Start()
    {
        _stop = new CancellationTokenSource();
        IsReady = false;
        _running = new Agent(new AgentParts(
            new NodeAgentOptions { Servers = [new Uri("https://127.0.0.1:1")], Name = "n1", DataDirectory = "/nowhere" },
            Runtime, plane, _disk, () => Machine, world.Time, new Random(1), NullLoggerFactory.Instance, _heard, () => IsReady = true)).Run(_stop.Token);
    }

    /// <summary>Ends the agent; what it runs goes on.</summary>
    public async Task Stop()
    {
        _stop!.Cancel(); // Here and now: time passes whenever this thread has nothing to do.
        await _running;
        _stop.Dispose();
    }

    /// <summary>The machine loses its power and comes back, with its disk and without anything that ran.</summary>
    public async Task Reboot()
    {
        await Stop();
        await Runtime.DisposeAsync();
        Runtime = NewRuntime(world);
        Start();
    }

    /// <summary>Instances of a pod that run now.</summary>
    public IReadOnlyList<ObservedContainer> Running(string uid) =>
        [.. Runtime.Inspect().Where(pod => pod.Identity.Uid == uid).SelectMany(pod => pod.Containers).Where(container => container.Phase == ContainerPhase.Running)];

    private static SimulatedRuntime NewRuntime(VirtualWorld world) => new("n1", 1, new SimulationSettings(), world.Time);

    private static MachineReading Machine => new()
    {
        Cpus = 4,
        MemoryBytes = 8L << 30,
        MemoryAvailableBytes = 8L << 30,
        DiskBytes = 1L << 40,
        DiskFreeBytes = 1L << 39,
        MostProcesses = 4_194_304,
        Processes = 100,
        Kernel = "simulated",
        OsImage = "simulated",
        MachineId = "",
        BootId = "",
        Addresses = ["127.0.0.1"],
    };
}
