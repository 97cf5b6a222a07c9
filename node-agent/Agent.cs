using Krewe.NodeAgent.Checkpoint;
using Krewe.NodeAgent.Images;
using Krewe.NodeAgent.Logs;
using Krewe.NodeAgent.Node;
using Krewe.NodeAgent.Pods;
using Krewe.NodeAgent.Probes;
using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Session;
using Krewe.NodeAgent.Streams;
using Krewe.NodeAgent.Tokens;
using Krewe.Protocol;
using Microsoft.Extensions.Logging;

namespace Krewe.NodeAgent;

/// <summary>The parts that an agent is made of and that differ between a machine and a simulation.</summary>
/// <param name="Options">What the user has chosen.</param>
/// <param name="Runtime">Runs containers.</param>
/// <param name="Transport">Dials the control plane.</param>
/// <param name="Checkpoint">Keeps the desired set.</param>
/// <param name="Machine">Reads the state of the machine.</param>
/// <param name="Time">The clock.</param>
/// <param name="Random">Spreads retries.</param>
/// <param name="Loggers">Makes loggers.</param>
/// <param name="Contact">Keeps when the control plane heard the agent.</param>
/// <param name="Ready">Called once, when the control plane knows what runs here (<see cref="FirstReport"/>).</param>
internal sealed record AgentParts(
    NodeAgentOptions Options,
    IContainerRuntime Runtime,
    IAgentTransport Transport,
    ICheckpoint Checkpoint,
    Func<MachineReading> Machine,
    TimeProvider Time,
    Random Random,
    ILoggerFactory Loggers,
    IContactRecord Contact,
    Action Ready,
    ITokenSource? Tokens = null);

/// <summary>
/// One node's agent. It first takes up what its checkpoint says and what its runtime runs, and then keeps in session with the control
/// plane; neither needs the other. When it ends, containers go on.
/// </summary>
internal sealed partial class Agent(AgentParts parts)
{
    private static readonly TimeSpan RuntimeRetry = TimeSpan.FromSeconds(2);

    private readonly ILogger _logger = parts.Loggers.CreateLogger<Agent>();
    private SessionKeeper? _sessions;
    private PodRoster? _roster;

    /// <summary>True while in session with the control plane.</summary>
    public bool Connected => _sessions?.Connected == true;

    /// <summary>True once it is known what runs here.</summary>
    public bool Observing => _roster?.Observed.IsCompleted == true;

    /// <summary>Runs until cancelled.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        var (options, runtime, time) = (parts.Options, parts.Runtime, parts.Time);
        var outbox = new Outbox(time);
        var monitor = new NodeMonitor(options, parts.Machine, runtime, outbox, time);
        await monitor.Begin(await PrepareRuntime(cancellationToken), cancellationToken);

        var contact = new ControlPlaneContact(parts.Contact, time);
        using var images = new ImageKeeper(runtime, time);
        using var prober = new Prober(runtime, time);
        await using var roster = new PodRoster(new PodServices(
            runtime, images, prober, ContextOf(options, monitor.Facts), outbox, contact, time, parts.Loggers.CreateLogger<PodRoster>(), parts.Tokens));
        _roster = roster;
        var firstReport = new FirstReport(roster, outbox, parts.Ready);
        var desired = new DesiredKeeper(parts.Checkpoint, roster, contact);
        await desired.Load(cancellationToken);

        var streams = new StreamServer(
            parts.Transport, new LogStreams(new LogServer(roster, runtime), time), new CommandStreams(roster, runtime.Streams, time),
            new PortStreams(roster, runtime.Streams), parts.Loggers.CreateLogger<StreamServer>());
        var instance = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        AgentHello Hello() => new()
        {
            Versions = AgentProtocol.Versions,
            NodeName = options.NodeName,
            InstanceId = instance,
            Facts = monitor.Facts,
            Generation = desired.Generation,
        };
        _sessions = new SessionKeeper(
            parts.Transport,
            connection => new AgentSession(connection, Hello, desired, roster, outbox, firstReport, contact, streams, time, parts.Loggers.CreateLogger<AgentSession>()),
            new ReconnectBackOff(parts.Random), time, parts.Loggers.CreateLogger<SessionKeeper>());

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] loops = [Observe(roster, stop.Token), monitor.Run(stop.Token), _sessions.Run(stop.Token)];
        // None of them ends by itself; should one fail by a defect, all end and the failure is seen.
        await Task.WhenAny(loops);
        stop.Cancel();
        try
        {
            await Task.WhenAll(loops);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        LogStopped(_logger, options.NodeName);
    }

    private async Task Observe(PodRoster roster, CancellationToken cancellationToken)
    {
        await foreach (var observation in parts.Runtime.Observe(cancellationToken))
            await roster.Observe(observation, cancellationToken);
    }

    private async Task<RuntimeDescription> PrepareRuntime(CancellationToken cancellationToken)
    {
        while (true)
            try
            {
                var description = await parts.Runtime.Prepare(cancellationToken);
                LogRuntime(_logger, parts.Options.NodeName, description.Version);
                return description;
            }
            catch (RuntimeException e)
            {
                LogNoRuntime(_logger, e.Message);
                await Task.Delay(RuntimeRetry, parts.Time, cancellationToken);
            }
    }

    private static NodeContext ContextOf(NodeAgentOptions options, NodeFacts facts) => new()
    {
        NodeName = options.NodeName,
        Addresses = [.. facts.Status.Addresses.Where(a => a.Type == Krewe.Model.Core.NodeAddressType.InternalIP).Select(a => a.Address).OfType<string>()],
        Allocatable = facts.Status.Allocatable,
        PodsDirectory = options.PodsDirectory,
        ApiServer = options.Servers[0],
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Node {Node} runs pods by {Runtime}")]
    private static partial void LogRuntime(ILogger logger, string node, string runtime);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No pods can be run yet: {Why}")]
    private static partial void LogNoRuntime(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "The agent of node {Node} has stopped; its containers go on")]
    private static partial void LogStopped(ILogger logger, string node);
}
