using Krewe.AgentLink;
using Krewe.AgentLink.Sessions;
using Krewe.AgentLink.Streams;
using Krewe.EmbeddedSilo;
using Krewe.EmbeddedSilo.Runtime;
using Krewe.Grains.Hosting;
using Krewe.Grains.Randomness;
using Krewe.Grains.Startup;
using Krewe.Simulation.Engine;
using Krewe.Simulation.Network;
using Krewe.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;

namespace Krewe.Simulation.Silos;

/// <summary>One life of a silo-host: the grain engine with all grains, and the agents' sessions.</summary>
internal sealed class SimulatedSilo : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly Silo _silo;
    private readonly AgentStreams _streams;
    private readonly AgentLinkOptions _options = new();
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();

    public SimulatedSilo(SimulatedProcess process, string host, IObjectLog log, ulong seed, GrainOptions options, ILoggerFactory loggers, Action<IServiceCollection>? plant)
    {
        Host = new Host(host, process);
        var services = new ServiceCollection();
        services.AddSingleton(loggers);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<TimeProvider>(process.Clock);
        services.AddSingleton<TurnScheduler>(process);
        services.AddSingleton(log);
        services.AddSingleton(new Entropy(seed));
        services.AddKreweGrains(options);
        services.AddEmbeddedSilo();
        plant?.Invoke(services);
        _services = services.BuildServiceProvider();
        _silo = _services.GetRequiredService<Silo>();
        _streams = new AgentStreams(_options, process.Clock);
        _logger = loggers.CreateLogger<AgentSession>();
    }

    public Host Host { get; }

    public SimulatedProcess Process => Host.Process;

    public IGrainFactory Grains => _silo;

    /// <summary>True once requests are served.</summary>
    public bool IsReady { get; private set; }

    public bool IsDead => Process.IsDead;

    /// <summary>The grant of the lease under which it writes.</summary>
    public required long Epoch { get; init; }

    public int Activations => _silo.Directory.Activations.Count();

    /// <summary>Starts the engine and brings the control plane to life; a failure of that ends the process, as in silo-host.</summary>
    public void Start(Action<SimulatedSilo> failed) => Process.Start(async () =>
    {
        try
        {
            await _silo.StartAsync(CancellationToken.None);
            await Grains.GetGrain<IControlPlaneGrain>(IControlPlaneGrain.Key).Start(CancellationToken.None);
            IsReady = true;
        }
        catch (Exception failure)
        {
            _logger.LogWarning(failure, "The control plane could not be started");
            failed(this);
        }
    });

    /// <summary>Serves an agent's session.</summary>
    public void Accept(SimulatedSocket socket, string nodeName) => _ = Serve(socket, nodeName);

    public void Dispose()
    {
        _services.Dispose();
        _stopping.Dispose();
    }

    private async Task Serve(SimulatedSocket socket, string nodeName)
    {
        using (socket)
            await new AgentSession(socket, nodeName, Grains, _streams, _options, Process.Clock, _logger).RunAsync(_stopping.Token);
    }
}
