using System.Net;
using Krewe.Gateway;
using Krewe.Gateway.Backups;
using Krewe.Gateway.Certificates;
using Krewe.Gateway.Hosting;
using Krewe.Grains.Hosting;
using Krewe.Grains.Namespaces;
using Krewe.SiloHost.Backups;
using Krewe.SiloHost.Engines;
using Krewe.Storage;
using Krewe.Storage.Memory;
using Krewe.Storage.Sqlite;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Console;
using Orleans.Hosting;

namespace Krewe.SiloHost;

/// <summary>Puts the parts of a control plane together: storage, grains on their engine, gateway.</summary>
internal static class ControlPlane
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(1.5);

    /// <summary>Builds a control plane that is ready to start.</summary>
    /// <param name="options">What the host was told.</param>
    /// <param name="adjust">Changes what has been put together, for tests.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<WebApplication> BuildAsync(SiloHostOptions options, Action<WebApplicationBuilder>? adjust, CancellationToken cancellationToken)
    {
        // The container disposes of the log when everything that writes to it has stopped.
        var log = await OpenLogAsync(options, cancellationToken);
        var gateway = options.ToGatewayOptions();
        var builder = CreateServer(options, gateway);
        builder.AddControlPlane(gateway, _ => log);
        adjust?.Invoke(builder);
        var application = builder.Build();
        application.UseGateway();
        return application;
    }

    /// <summary>A web server on the addresses of the options, with TLS, and nothing to serve yet.</summary>
    public static WebApplicationBuilder CreateServer(SiloHostOptions options, GatewayOptions gateway)
    {
        // The empty builder reads no configuration files and starts in half the time.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "krewe" });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Logging.AddKreweConsole(options.LogLevel);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Limit(gateway);
            foreach (var endpoint in options.Listen)
                kestrel.Listen(endpoint, listen => listen.UseGatewayTls());
        });
        // No handler ever blocks, so requests may go on where their bytes come in: a tenth less CPU time for each.
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = true);
        return builder;
    }

    /// <summary>Adds grains, their engine, and the gateway, on a log that the container disposes of.</summary>
    public static void AddControlPlane(
        this IHostApplicationBuilder builder, GatewayOptions gateway, Func<IServiceProvider, IObjectLog> log, Action<ISiloBuilder>? engine = null)
    {
        builder.Services.AddSingleton(log);
        // Pods are told by which authority they know the API; it must be there before they are.
        var authority = InstallationKeys.AuthorityPem(gateway, TimeProvider.System);
        builder.Services.AddKreweGrains(new GrainOptions { Namespaces = new NamespaceOptions { RootAuthority = authority } });
        builder.UseOrleans(engine ?? GrainEngine.Alone);
        builder.Services.AddSingleton<Startup>().AddHostedService(provider => provider.GetRequiredService<Startup>());
        builder.Services.AddSingleton<IBackupSource, ClusterBackup>();
        builder.Services.AddGateway(gateway);
    }

    /// <summary>Writes the administrator's kubeconfig for the address that the server has got.</summary>
    public static string WriteKubeconfig(WebApplication application, SiloHostOptions options)
    {
        var path = Path.Combine(options.DataDirectory, "admin.kubeconfig");
        application.Services.WriteAdminKubeconfig(ReachableAddress(application), path);
        return path;
    }

    /// <summary>An address of the server that programs on this machine can reach.</summary>
    public static Uri ReachableAddress(WebApplication application)
    {
        var address = new Uri(application.Urls.First());
        return IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
            ? new UriBuilder(address) { Host = "127.0.0.1" }.Uri
            : address;
    }

    private static async Task<IObjectLog> OpenLogAsync(SiloHostOptions options, CancellationToken cancellationToken) => options.Storage switch
    {
        StorageKind.Memory => new MemoryObjectLog(),
        _ => await SqliteObjectLog.OpenAsync(new SqliteObjectLogOptions { Path = Path.Combine(options.DataDirectory, "krewe.db") }, cancellationToken),
    };

    /// <summary>One line on the console for each entry.</summary>
    public static void AddKreweConsole(this ILoggingBuilder logging, LogLevel level) => logging
        .SetMinimumLevel(level)
        .AddFilter("Microsoft", LogLevel.Warning)
        // Whoever listens here has every request followed by an activity, which all that it awaits must carry along. The gateway tells of its own errors.
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
        .AddFilter("Orleans", LogLevel.Warning)
        .AddConsole(console => console.FormatterName = LineFormatter.FormatterName)
        .Services.AddSingleton<ConsoleFormatter, LineFormatter>();
}
