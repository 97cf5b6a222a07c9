using System.Globalization;
using Krewe.Client;
using Krewe.PostgresServer;

namespace Krewe.EndToEnd.Tests.Cluster;

/// <summary>Three silo-hosts on one PostgreSQL, and a node agent that runs pods as processes; all of it real, on the loopback.</summary>
internal sealed class SharedCluster : IAsyncDisposable
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(20);
    private readonly string _root;
    private readonly string _folder = Directory.CreateTempSubdirectory("krewe-silos-").FullName;
    private readonly int[] _ports;
    private readonly LoggedProcess?[] _silos;
    private readonly HttpClient[] _clients;
    private LoggedProcess? _agent;
    private int _next;

    private SharedCluster(string root, PostgresInstance database, int silos)
    {
        (_root, Database) = (root, database);
        _ports = [.. Enumerable.Range(0, silos).Select(_ => FreePort.Find())];
        _silos = new LoggedProcess?[silos];
        _clients = new HttpClient[silos];
    }

    public PostgresInstance Database { get; }

    public IReadOnlyList<LoggedProcess> Processes => [.. _silos.OfType<LoggedProcess>(), _agent!];

    public static async Task<SharedCluster> StartAsync(int silos, CancellationToken cancellationToken)
    {
        var root = await CleanClone.RootAsync();
        await CommandLine.MustAsync(Path.Combine(root, "eng", "build"), [], folder: root, cancellationToken: cancellationToken);
        var cluster = new SharedCluster(root, await PostgresInstance.StartAsync(durable: true), silos);
        await File.WriteAllTextAsync(Path.Combine(cluster._folder, "database"), cluster.Database.ConnectionString(), cancellationToken);
        for (var silo = 0; silo < silos; silo++)
        {
            cluster.StartSilo(silo);
            cluster._clients[silo] = await cluster.ClientAsync(silo, cancellationToken);
        }
        await cluster.UntilAllReadyAsync(cancellationToken);
        cluster._agent = LoggedProcess.Start(
            Path.Combine(root, "artifacts", "node-agent", "Krewe.NodeAgent.dll"),
            [.. cluster._ports.SelectMany(port => (string[])["--server", Address(port)]), "--ca", cluster.SiloFile(0, "pki/ca.crt"), "--join-token-file", cluster.SiloFile(0, "join-token"),
                "--data", Path.Combine(cluster._folder, "agent"), "--name", "shared-node", "--runtime", "process"]);
        return cluster;
    }

    /// <summary>A client of one silo after another, with the administrator's rights.</summary>
    public KreweClient Connect() => new(ApiConnection.FromKubeconfig(Kubeconfig((int)((uint)Interlocked.Increment(ref _next) % _silos.Length))));

    /// <summary>Asks one silo after another for as long as none is active.</summary>
    public async Task<T> AskAsync<T>(Func<KreweClient, Task<T>> ask, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var client = Connect();
                return await ask(client);
            }
            catch (ApiException away) when (away.Code == 503)
            {
                await Task.Delay(AskAgain, TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>The silo that is active, as the silos themselves say.</summary>
    public async Task<int> ActiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            for (var silo = 0; silo < _silos.Length; silo++)
            {
                if (await AskAsync(silo, "/readyz?verbose", cancellationToken) is { } answer && answer.Contains("[+]collections ok", StringComparison.Ordinal))
                    return silo;
            }
            await Task.Delay(AskAgain, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Waits until a silo stands by.</summary>
    public async Task UntilStandingByAsync(int silo, CancellationToken cancellationToken)
    {
        while (await AskAsync(silo, "/readyz?verbose", cancellationToken) is not { } answer || !answer.StartsWith("[+]standby ok", StringComparison.Ordinal))
            await Task.Delay(AskAgain, TimeProvider.System, cancellationToken);
    }

    /// <summary>Waits until every silo serves or passes on.</summary>
    public async Task UntilAllReadyAsync(CancellationToken cancellationToken)
    {
        for (var silo = 0; silo < _silos.Length; silo++)
        {
            while (await AskAsync(silo, "/readyz", cancellationToken) != "ok")
                await Task.Delay(AskAgain, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Waits until a silo that was active serves no longer.</summary>
    public async Task UntilNotReadyAsync(int silo, CancellationToken cancellationToken)
    {
        while (await AskAsync(silo, "/readyz", cancellationToken) == "ok")
            await Task.Delay(AskAgain, TimeProvider.System, cancellationToken);
    }

    public Task KillAsync(int silo) => _silos[silo]!.KillAsync();

    public Task SignalAsync(int silo, string signal) => _silos[silo]!.SignalAsync(signal);

    public void StartSilo(int silo) => _silos[silo] = LoggedProcess.Start(
        Path.Combine(_root, "artifacts", "silo-host", "Krewe.SiloHost"),
        "--data", Path.Combine(_folder, $"silo{silo}"), "--listen", Address(_ports[silo])["https://".Length..],
        "--storage", "postgres", "--database", Path.Combine(_folder, "database"));

    public async ValueTask DisposeAsync()
    {
        if (_agent is not null)
            await _agent.DisposeAsync();
        await CommandLine.RunAsync("dotnet", [Path.Combine(_root, "artifacts", "node-agent", "Krewe.NodeAgent.dll"), "clean", "--data", Path.Combine(_folder, "agent")]);
        foreach (var silo in _silos.OfType<LoggedProcess>())
            await silo.DisposeAsync();
        foreach (var client in _clients)
            client?.Dispose();
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string SiloFile(int silo, string name) => Path.Combine(_folder, $"silo{silo}", name);

    private string Kubeconfig(int silo) => SiloFile(silo, "admin.kubeconfig");

    private static string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{port}");

    /// <summary>A client of one silo, as soon as it has written its kubeconfig.</summary>
    private async Task<HttpClient> ClientAsync(int silo, CancellationToken cancellationToken)
    {
        while (!File.Exists(Kubeconfig(silo)))
            await Task.Delay(AskAgain, TimeProvider.System, cancellationToken);
        return ApiConnection.FromKubeconfig(Kubeconfig(silo)).CreateHttpClient();
    }

    private async Task<string?> AskAsync(int silo, string path, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(1));
        try
        {
            using var answer = await _clients[silo].GetAsync(new Uri(path, UriKind.Relative), patience.Token);
            return await answer.Content.ReadAsStringAsync(patience.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
