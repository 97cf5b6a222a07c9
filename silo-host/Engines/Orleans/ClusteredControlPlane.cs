using System.Net;
using Krewe.Gateway.Certificates;
using Krewe.Gateway.Hosting;
using Krewe.SiloHost.Standby;
using Krewe.Storage.Leases;
using Krewe.Storage.Postgres;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Krewe.SiloHost.Engines;

/// <summary>
/// Puts together one silo of an Orleans cluster: grains, gateway and agents' sessions are spread over all silos, PostgreSQL holds the state and
/// the membership.
/// </summary>
internal static class ClusteredControlPlane
{
    /// <summary>What the cluster is called in its membership.</summary>
    public const string Cluster = "krewe";

    /// <summary>Builds a silo that is ready to start.</summary>
    /// <param name="options">What the host was told.</param>
    /// <param name="adjust">Changes what has been put together, for tests.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<WebApplication> BuildAsync(SiloHostOptions options, Action<WebApplicationBuilder>? adjust, CancellationToken cancellationToken)
    {
        var database = await DatabaseAddress.ReadAsync(options.Database!, cancellationToken);
        var store = await PostgresStore.OpenAsync(new PostgresStoreOptions { ConnectionString = database }, TimeProvider.System, cancellationToken);
        await MembershipTables.PrepareAsync(database, cancellationToken);
        var address = options.Advertise ?? new Uri($"https://{options.Listen[0]}");
        // The agent that a stream is asked of may be connected to another silo; it is to dial this one.
        var gateway = options.ToGatewayOptions() with { StreamAddress = address };
        InstallationKeys.Adopt(gateway, await store.ShareCredentialsAsync(InstallationKeys.Make(gateway, TimeProvider.System), cancellationToken));

        var epoch = await JoinAsync(store, address, options.LogLevel, cancellationToken);
        var endpoint = await ResolveAsync(options.Silo, cancellationToken);

        var builder = ControlPlane.CreateServer(options, gateway);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ClusterTiming.StopTimeout);
        builder.Services.AddSingleton<ISharedStore>(_ => store)
            .AddSingleton(provider => new ClusterLease(store, address, TimeProvider.System, provider.GetRequiredService<ILogger<ClusterLease>>()));
        // At work while the silo joins.
        builder.Services.AddSingleton(provider => ActivatorUtilities.CreateInstance<StaleMembers>(provider, database)).AddHostedService<StaleMembersRemoval>();
        builder.AddControlPlane(gateway, provider => new ClusterLog(store, provider.GetRequiredService<ClusterLease>(), epoch), silo => Configure(silo, database, endpoint));
        builder.Services.AddHostedService<ClusterLeaseRenewal>().AddHostedService<LossWatch>();
        adjust?.Invoke(builder);
        var application = builder.Build();
        application.UseGateway();
        return application;
    }

    // Before there is a host, which would not start without its log: somebody may have to be told what is waited for.
    private static async Task<long> JoinAsync(ISharedStore store, Uri address, LogLevel level, CancellationToken cancellationToken)
    {
        using var loggers = LoggerFactory.Create(logging =>
        {
            logging.Services.AddSingleton(TimeProvider.System);
            logging.AddKreweConsole(level);
        });
        return await new ClusterLease(store, address, TimeProvider.System, loggers.CreateLogger<ClusterLease>()).JoinAsync(cancellationToken);
    }

    private static void Configure(ISiloBuilder silo, string database, IPEndPoint endpoint)
    {
        silo.UseKreweGrains();
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (Cluster, Cluster))
            .ConfigureEndpoints(endpoint.Address, endpoint.Port, gatewayPort: 0)
            .UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = ("Npgsql", MembershipTables.ConnectionString(database)))
            .UseFastFailover();
    }

    private static async Task<IPEndPoint> ResolveAsync(DnsEndPoint silo, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(silo.Host, System.Net.Sockets.AddressFamily.InterNetwork, cancellationToken);
        return addresses is [var first, ..] ? new IPEndPoint(first, silo.Port) : throw new FormatException($"--silo: {silo.Host} has no IPv4 address");
    }
}
