using Krewe.NodeAgent.Checkpoint;
using Krewe.NodeAgent.Native;
using Krewe.NodeAgent.Node;
using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Runtimes.Processes;
using Krewe.NodeAgent.Runtimes.Simulated;
using Krewe.NodeAgent.Session;
using Krewe.NodeAgent.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Krewe.NodeAgent;

/// <summary>Registers agents with a host.</summary>
public static class NodeAgentServices
{
    /// <summary>Adds the agent of a node as a hosted service. It may be called several times, for nodes of different names and data directories.</summary>
    /// <exception cref="ArgumentException">Names the option that is wrong.</exception>
    public static IServiceCollection AddNodeAgent(this IServiceCollection services, NodeAgentOptions options)
    {
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IHostedService>(provider => new HostedAgent(
            options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()));
        return services;
    }

    /// <summary>
    /// Adds simulated nodes <c>NAME-0</c>, <c>NAME-1</c>, ..., each with a session and, below the data directory, a certificate of its own.
    /// </summary>
    /// <exception cref="ArgumentException">Names the option that is wrong.</exception>
    public static IServiceCollection AddSimulatedNodes(this IServiceCollection services, NodeAgentOptions options, int nodes)
    {
        for (var i = 0; i < nodes; i++)
        {
            var name = $"{options.NodeName}-{i}";
            services.AddNodeAgent(options with
            {
                Name = name,
                Runtime = RuntimeChoice.Simulated,
                SimulationSeed = options.SimulationSeed + i,
                DataDirectory = Path.Combine(options.DataDirectory, name),
                HealthPort = null,
            });
        }
        return services;
    }
}

/// <summary>An agent on this machine, as a service of its host.</summary>
internal sealed class HostedAgent(NodeAgentOptions options, TimeProvider time, ILoggerFactory loggers) : BackgroundService
{
    /// <summary>What a simulated node has, whatever the machine.</summary>
    private static MachineReading Simulated => new()
    {
        Cpus = 16,
        MemoryBytes = 64L << 30,
        MemoryAvailableBytes = 60L << 30,
        DiskBytes = 1L << 40,
        DiskFreeBytes = 1L << 39,
        MostProcesses = 4_194_304,
        Processes = 100,
        Kernel = "simulated",
        OsImage = "Krewe simulation",
        MachineId = "",
        BootId = "",
        Addresses = ["127.0.0.1"],
    };

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The owner of a directory that is there already has chosen its mode. Whatever is secret in it is closed by itself.
        Directory.CreateDirectory(options.DataDirectory, ClosedDirectory.PassThrough);
        var simulated = options.Runtime == RuntimeChoice.Simulated;
        await using var runtime = await RuntimeFactory.Create(options, new SimulationSettings(), time, loggers, stoppingToken);
        if (runtime.UsesFiles)
            ClosedDirectory.Make(options.PodsDirectory, runtime is ProcessRuntime ? ClosedDirectory.PassThrough : ClosedDirectory.OwnerOnly);
        using var credentials = new NodeCredentials(options.DataDirectory, options.NodeName, options.AuthoritiesFile, time);
        var joiner = new Joiner(credentials, options.NodeName, options.JoinTokenFile, time);
        var machine = new MachineReader(options.DataDirectory);
        var agent = new Agent(new AgentParts(
            options, runtime, new WebSocketTransport(options.Servers, credentials, joiner, time),
            simulated ? new NoCheckpoint() : new FileCheckpoint(Path.Combine(options.DataDirectory, "desired"), loggers.CreateLogger<FileCheckpoint>()),
            simulated ? () => Simulated : machine.Read, time, new Random(), loggers,
            simulated ? new NoContactRecord() : new FileContactRecord(Path.Combine(options.DataDirectory, "heard")),
            ReadinessNotice.Send,
            simulated ? null : new ControlPlaneTokens(options.Servers, credentials, time)));
        await using var health = options.HealthPort is { } port ? await HealthEndpoint.Start(port, agent, stoppingToken) : null;
        await agent.Run(stoppingToken);
    }
}
