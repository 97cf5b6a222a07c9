using System.Net;
using System.Net.Sockets;
using Krewe.Grains.Hosting;
using Krewe.Grains.Serialization;
using Krewe.Grains.Startup;
using Krewe.Storage;
using Krewe.Storage.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Krewe.Crossing.Tests.Orleans;

/// <summary>Two silos on one log, and a client outside of them: each call goes over a socket, and many of those among grains too.</summary>
public sealed class Cluster : IAsyncLifetime
{
    private readonly MemoryObjectLog _log = new();
    private readonly List<IHost> _hosts = [];

    public IClusterClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var ports = FreePorts(4);
        var primary = new IPEndPoint(IPAddress.Loopback, ports[0]);
        for (var silo = 0; silo < 2; silo++)
        {
            var (port, gateway) = (ports[silo * 2], ports[silo * 2 + 1]);
            await StartAsync(builder =>
            {
                builder.Services.AddSingleton<IObjectLog>(_log);
                builder.Services.AddKreweGrains();
                builder.UseOrleans(orleans => orleans.UseLocalhostClustering(port, gateway, primary)
                    // Less than any grain's own limit, as Orleans demands.
                    .Configure<GrainCollectionOptions>(static options => options.CollectionQuantum = TimeSpan.FromSeconds(30)));
            });
        }
        var client = await StartAsync(builder => builder.UseOrleansClient(orleans => orleans.UseLocalhostClustering([ports[1], ports[3]])));
        Client = client.Services.GetRequiredService<IClusterClient>();
        await Client.GetGrain<IControlPlaneGrain>(IControlPlaneGrain.Key).Start(default);
    }

    public async Task DisposeAsync()
    {
        _hosts.Reverse();
        foreach (var host in _hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }
    }

    private async Task<IHost> StartAsync(Action<HostApplicationBuilder> compose)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddKreweCodecs();
        compose(builder);
        var host = builder.Build();
        _hosts.Add(host);
        await host.StartAsync();
        return host;
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }
}
