using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Krewe.Gateway;
using Krewe.Grains.Collections;
using Krewe.SiloHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Krewe.Fuzz;

/// <summary>A whole control plane on a free port of the loopback, with its state in memory.</summary>
internal sealed class FuzzTarget : IAsyncDisposable
{
    private const int MostHistory = 256;

    private readonly DirectoryInfo _data;
    private readonly WebApplication _application;
    private readonly X509Certificate2 _authority;
    private readonly Uri _server;

    private FuzzTarget(DirectoryInfo data, WebApplication application, Complaints complaints)
    {
        _data = data;
        _application = application;
        Errors = complaints;
        _server = ControlPlane.ReachableAddress(application);
        _authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(data.FullName, "pki", "ca.crt"));
        Token = File.ReadAllText(Path.Combine(data.FullName, "pki", "tokens.csv")).Split(',')[0];
    }

    /// <summary>What the server has logged as an error.</summary>
    public Complaints Errors { get; }

    /// <summary>The administrator's token.</summary>
    public string Token { get; }

    /// <summary>Host and port as requests name them.</summary>
    public string Authority => _server.Authority;

    public static async Task<FuzzTarget> StartAsync()
    {
        var data = Directory.CreateTempSubdirectory("krewe-fuzz-");
        var complaints = new Complaints();
        var options = new SiloHostOptions { DataDirectory = data.FullName, Listen = [new IPEndPoint(IPAddress.Loopback, 0)], Storage = StorageKind.Memory };
        var application = await ControlPlane.BuildAsync(options, builder =>
        {
            builder.Logging.ClearProviders().AddProvider(complaints);
            var gateway = builder.Services.Select(service => service.ImplementationInstance).OfType<GatewayOptions>().Single();
            // What does not come in a second does not come; bookmarks come all the time.
            // History is short, and so is what is kept in memory of it, so that filling them does not look like growth.
            builder.Services.Replace(ServiceDescriptor.Singleton(new CollectionOptions
            {
                KeepRevisions = MostHistory,
                RecentChanges = MostHistory,
                KeepAge = TimeSpan.FromSeconds(1),
                CompactionInterval = TimeSpan.FromSeconds(2),
            }));
            builder.Services.Replace(ServiceDescriptor.Singleton(gateway with
            {
                FreshnessTimeout = TimeSpan.FromSeconds(1),
                BookmarkInterval = TimeSpan.FromMilliseconds(20),
                RecentChanges = MostHistory,
            }));
        }, CancellationToken.None);
        await application.StartAsync();
        return new FuzzTarget(data, application, complaints);
    }

    /// <summary>A new connection.</summary>
    public async Task<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, _server.Port, cancellationToken);
        var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = _server.Host,
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { _authority },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        }, cancellationToken);
        return tls;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        _authority.Dispose();
        _data.Delete(recursive: true);
    }
}

/// <summary>Keeps the first errors of a log.</summary>
internal sealed class Complaints : ILoggerProvider, ILogger
{
    private const int Most = 100;
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error && _lines.Count < Most)
            _lines.Enqueue($"{formatter(state, exception)} {exception}");
    }

    public void Dispose()
    {
    }
}
