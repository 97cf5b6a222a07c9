using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Krewe.Gateway.Resources.Writes;
using Krewe.Grains.Collections;
using Krewe.Grains.Namespaces;
using Krewe.SiloHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Krewe.Gateway.Tests.Harness;

/// <summary>The real host on a free port of the loopback, with its state in memory; it lives as long as the tests that share it.</summary>
public sealed class ControlPlaneFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("krewe-gateway-");
    private WebApplication? _application;

    /// <summary>What the server has logged as an error, or with an exception.</summary>
    internal ErrorLog Errors { get; } = new();

    /// <summary>What the next generated names end with, before they are random again.</summary>
    internal ConcurrentQueue<string> NextSuffixes { get; } = new();

    public string DataDirectory => _data.FullName;

    /// <summary>The file of the audit log, if there shall be one.</summary>
    internal string? AuditLog { get; init; }

    public Uri Server { get; private set; } = null!;

    /// <summary>What the server is made of.</summary>
    public IServiceProvider Services => _application!.Services;

    /// <summary>A small ring, so that tests reach behind it.</summary>
    public const int RecentChanges = 8;

    /// <summary>So few streams of pods that tests can have them all.</summary>
    public const int MostStreams = 8;

    public async Task InitializeAsync()
    {
        var options = new SiloHostOptions { DataDirectory = _data.FullName, Listen = [new IPEndPoint(IPAddress.Loopback, 0)], Storage = StorageKind.Memory, AuditLog = AuditLog };
        _application = await ControlPlane.BuildAsync(options, builder =>
        {
            builder.Logging.ClearProviders().AddProvider(Errors);
            // Tests count what is in their namespaces.
            builder.Services.Replace(ServiceDescriptor.Singleton(new NamespaceOptions()));
            // So little is kept in memory, and read from storage at a time, that tests reach behind it.
            builder.Services.Replace(ServiceDescriptor.Singleton(new CollectionOptions { RecentChanges = RecentChanges, HistoryBytes = 2_000 }));
            builder.Services.Replace(ServiceDescriptor.Singleton(new NameGenerator(() => NextSuffixes.TryDequeue(out var suffix) ? suffix : NameGenerator.RandomSuffix())));
            var gateway = builder.Services.Select(service => service.ImplementationInstance).OfType<GatewayOptions>().Single();
            builder.Services.Replace(ServiceDescriptor.Singleton(
                gateway with
                {
                    RecentChanges = RecentChanges,
                    MaxStreams = MostStreams,
                    BookmarkInterval = TimeSpan.FromMilliseconds(50),
                    FreshnessTimeout = TimeSpan.FromMilliseconds(300),
                }));
        }, CancellationToken.None);
        await _application.StartAsync();
        Server = ControlPlane.ReachableAddress(_application);
        await Api().ReadyAsync();
    }

    public async Task DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.StopAsync();
            await _application.DisposeAsync();
        }
        _data.Delete(recursive: true);
    }

    /// <summary>A client with the administrator's token.</summary>
    public ApiClient Api() => ApiOf(Server);

    /// <summary>A client with the same token and authority for another server.</summary>
    public ApiClient ApiOf(Uri server) => ApiOf(server, _data.FullName);

    /// <summary>A client with the administrator's token, and the authority, of a data directory.</summary>
    public static ApiClient ApiOf(Uri server, string keys) => new(server, Authority(keys), File.ReadAllText(Path.Combine(keys, "pki", "tokens.csv")).Split(',')[0], null);

    /// <summary>A client without any credential, or with these.</summary>
    public ApiClient Api(string? token, X509Certificate2? certificate) => new(Server, Authority(_data.FullName), token, certificate);

    private static X509Certificate2 Authority(string keys) => X509CertificateLoader.LoadCertificateFromFile(Path.Combine(keys, "pki", "ca.crt"));
}

[CollectionDefinition(Name)]
public sealed class SharedControlPlane : ICollectionFixture<ControlPlaneFixture>
{
    public const string Name = "control plane";
}
