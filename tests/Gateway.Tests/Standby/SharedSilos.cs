using System.Net;
using System.Security.Cryptography.X509Certificates;
using Krewe.Gateway.Certificates;
using Krewe.Gateway.Tests.Harness;
using Krewe.SiloHost;
using Krewe.SiloHost.Standby;
using Krewe.Storage.Memory;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Krewe.Gateway.Tests.Standby;

/// <summary>Real hosts on the loopback that share one store, in memory, and one set of keys.</summary>
internal sealed class SharedSilos : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("krewe-silos-");
    private readonly List<RunningSilo> _silos = [];

    public MemorySharedStore Store { get; } = new(TimeProvider.System);

    /// <summary>What the silos have logged as an error, or with an exception.</summary>
    public ErrorLog Errors { get; } = new();

    /// <summary>Starts silos one after another, the first of which becomes the active one.</summary>
    public async Task<RunningSilo[]> StartAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var silo = await StartOneAsync();
            await silo.UntilAsync(i == 0 ? role => role is SiloRole.Active : role => role is SiloRole.StandingBy);
        }
        return [.. _silos];
    }

    /// <summary>Starts one more silo.</summary>
    public async Task<RunningSilo> StartOneAsync()
    {
        var directory = Path.Combine(_data.FullName, $"{_silos.Count}");
        var options = new SiloHostOptions { DataDirectory = directory, Listen = [new IPEndPoint(IPAddress.Loopback, 0)], Storage = StorageKind.Postgres, Database = "in memory" };
        var keys = InstallationKeys.Make(options.ToGatewayOptions(), TimeProvider.System);
        if (_silos.Count > 0)
            InstallationKeys.Adopt(options.ToGatewayOptions(), InstallationKeys.Make(_silos[0].Options.ToGatewayOptions(), TimeProvider.System));
        keys.Keys.ShouldContain("pki/ca.key");
        var application = Krewe.SiloHost.Standby.SharedControlPlane.Build(options, Store, builder => builder.Logging.ClearProviders().AddProvider(Errors));
        await application.StartAsync();
        var silo = new RunningSilo(options, application);
        _silos.Add(silo);
        return silo;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
            await silo.DisposeAsync();
        _data.Delete(recursive: true);
    }

    /// <summary>One of the silos.</summary>
    internal sealed class RunningSilo(SiloHostOptions options, WebApplication application) : IAsyncDisposable
    {
        private bool _stopped;

        public SiloHostOptions Options => options;

        public Uri Address { get; } = ControlPlane.ReachableAddress(application);

        public string DataDirectory => options.DataDirectory;

        private RoleBoard Board => application.Services.GetRequiredService<RoleBoard>();

        /// <summary>A client of this silo with the administrator's token.</summary>
        public ApiClient Api() => Api(File.ReadAllText(Path.Combine(DataDirectory, "pki", "tokens.csv")).Split(',')[0], null);

        /// <summary>A client of this silo with these credentials.</summary>
        public ApiClient Api(string? token, X509Certificate2? certificate) =>
            new(Address, X509CertificateLoader.LoadCertificateFromFile(Path.Combine(DataDirectory, "pki", "ca.crt")), token, certificate);

        /// <summary>What a client of WebSockets sends with. Other tests show that the authority is verified.</summary>
        public static HttpMessageInvoker Invoker(X509Certificate2 certificate) => new(new SocketsHttpHandler
        {
            SslOptions = { ClientCertificates = [certificate], RemoteCertificateValidationCallback = static (_, _, _, _) => true },
        });

        /// <summary>The key pair of a file in <c>pki/</c>.</summary>
        public X509Certificate2 KeyPair(string name) => CredentialTests.WithKey(X509Certificate2.CreateFromPemFile(
            Path.Combine(DataDirectory, "pki", name + ".crt"), Path.Combine(DataDirectory, "pki", name + ".key")));

        /// <summary>Waits until its role is as wanted.</summary>
        public async Task UntilAsync(Func<SiloRole, bool> wanted)
        {
            using var patience = new CancellationTokenSource(Patience);
            while (Board.Current is var notice && !wanted(notice.Role))
            {
                patience.Token.ThrowIfCancellationRequested();
                using var either = CancellationTokenSource.CreateLinkedTokenSource(notice.Ended, patience.Token);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        /// <summary>Stops it as SIGTERM does.</summary>
        public async Task StopAsync()
        {
            _stopped = true;
            await application.StopAsync();
        }

        public async ValueTask DisposeAsync()
        {
            if (!_stopped)
                await StopAsync();
            await application.DisposeAsync();
        }
    }
}
