using Krewe.Gateway.Certificates;
using Krewe.Gateway.Hosting;
using Krewe.Storage.Leases;
using Krewe.Storage.Postgres;

namespace Krewe.SiloHost.Standby;

/// <summary>
/// Puts together a silo that shares its database with others: a server that is always there, and behind it the control plane itself
/// while this silo is the active one.
/// </summary>
internal static class SharedControlPlane
{
    /// <summary>Room for the active silo's end and for giving the lease back.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(4);

    /// <summary>Builds a silo that is ready to start.</summary>
    /// <param name="options">What the host was told.</param>
    /// <param name="adjust">Changes what has been put together, for tests.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<WebApplication> BuildAsync(SiloHostOptions options, Action<WebApplicationBuilder>? adjust, CancellationToken cancellationToken)
    {
        var database = await DatabaseAddress.ReadAsync(options.Database!, cancellationToken);
        var store = await PostgresStore.OpenAsync(new PostgresStoreOptions { ConnectionString = database }, TimeProvider.System, cancellationToken);
        var gateway = options.ToGatewayOptions();
        InstallationKeys.Adopt(gateway, await store.ShareCredentialsAsync(InstallationKeys.Make(gateway, TimeProvider.System), cancellationToken));
        return Build(options, store, adjust);
    }

    /// <summary>Builds a silo on a store, which it disposes of, and with the keys that are in its data directory.</summary>
    public static WebApplication Build(SiloHostOptions options, ISharedStore store, Action<WebApplicationBuilder>? adjust)
    {
        var gateway = options.ToGatewayOptions();
        var builder = ControlPlane.CreateServer(options, gateway);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        builder.Services.AddSingleton<ISharedStore>(_ => store);
        builder.Services.AddSingleton(new LeaseTiming());
        builder.Services.AddForwarding(gateway);
        builder.Services.AddSingleton<RoleBoard>().AddSingleton<FrontDoor>();
        builder.Services.AddSingleton(provider => new SiloAddress(options.Advertise, provider.GetRequiredService<IHostApplicationLifetime>()));
        builder.Services.AddHostedService<SiloSwitch>();
        adjust?.Invoke(builder);
        var application = builder.Build();
        application.Services.GetRequiredService<SiloAddress>().Bind(() => ControlPlane.ReachableAddress(application));
        application.UseWebSockets();
        application.Run(application.Services.GetRequiredService<FrontDoor>().HandleAsync);
        return application;
    }
}
