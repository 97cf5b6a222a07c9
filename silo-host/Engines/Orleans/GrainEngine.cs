using System.Net;
using System.Net.Sockets;
using Krewe.Grains.Serialization;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Krewe.SiloHost.Engines;

/// <summary>What this build runs grains on: Orleans.</summary>
internal static class GrainEngine
{
    /// <summary>Several silo-hosts on one database are one cluster, all of them active.</summary>
    public static Task<WebApplication> BuildSharedAsync(SiloHostOptions options, Action<WebApplicationBuilder>? adjust, CancellationToken cancellationToken) =>
        ClusteredControlPlane.BuildAsync(options, adjust, cancellationToken);

    /// <summary>Sets up a silo without others: its membership is in memory, and its port any free one of the loopback.</summary>
    public static void Alone(ISiloBuilder silo)
    {
        silo.UseKreweGrains();
        silo.UseLocalhostClustering(siloPort: FreePort(), gatewayPort: 0);
        // On all addresses is the default, and nobody else shall speak with this silo.
        silo.Configure<EndpointOptions>(endpoint => endpoint.AdvertisedIPAddress = IPAddress.Loopback);
    }

    /// <summary>Sets up what silos have alike, alone or in a cluster.</summary>
    public static void UseKreweGrains(this ISiloBuilder silo)
    {
        silo.Services.AddKreweCodecs();
        // Looks for idle grains more often than the shortest age at which one may go.
        silo.Configure<GrainCollectionOptions>(collection => collection.CollectionQuantum = TimeSpan.FromSeconds(20));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
