using System.Globalization;
using Krewe.Client;

namespace Krewe.EndToEnd.Tests.Cluster;

/// <summary>A cluster that <c>./krewe up --detach</c> has started from a clean clone, with data and ports of its own.</summary>
public sealed class KreweCluster : IAsyncDisposable
{
    private readonly string _root;
    private readonly int _port;

    private KreweCluster(string root, string home, int port)
    {
        _root = root;
        Home = home;
        _port = port;
    }

    /// <summary>Root of the clone.</summary>
    public string Root => _root;

    /// <summary>Its folder of data, logs and credentials.</summary>
    public string Home { get; }

    /// <summary>Name of its node.</summary>
    public string Node => $"node-{_port.ToString(CultureInfo.InvariantCulture)}";

    public string Kubeconfig => Path.Combine(Home, "silo", "admin.kubeconfig");

    /// <summary>What the control plane has logged.</summary>
    public string ControlPlaneLog => File.ReadAllText(Path.Combine(Home, "log", "silo-host.log"));

    /// <summary>Example manifests of the clone.</summary>
    public string Example(string name) => Path.Combine(_root, "examples", name);

    public static async Task<KreweCluster> StartAsync(params string[] options)
    {
        var root = await CleanClone.RootAsync();
        var cluster = new KreweCluster(root, Directory.CreateTempSubdirectory("krewe-home-").FullName, FreePort.Find());
        await cluster.UpAsync(options);
        return cluster;
    }

    /// <summary><c>./krewe up --detach</c>: starts whatever does not run.</summary>
    public Task<string> UpAsync(params string[] options) => KreweAsync(
        ["up", "--detach", "--listen", $"127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}", "--node-name", Node, .. options]);

    /// <summary>A command of <c>./krewe</c> on this cluster; it must succeed.</summary>
    public Task<string> KreweAsync(IEnumerable<string> words) => CommandLine.MustAsync(
        Path.Combine(_root, "krewe"), [.. words, "--home", Home], folder: _root);

    /// <summary>A command of <c>./krewe</c> on this cluster; the caller judges the exit code.</summary>
    public Task<Printed> TryKreweAsync(IEnumerable<string> words) => CommandLine.RunAsync(
        Path.Combine(_root, "krewe"), [.. words, "--home", Home], folder: _root);

    /// <summary>kubectl of a version: <c>1.20</c> or <c>1.33</c>.</summary>
    public Kubectl Kubectl(string version = "1.33") =>
        new(CleanClone.Tool("kubectl-" + version), Kubeconfig, Directory.CreateDirectory(Path.Combine(Home, "kubectl-" + version)).FullName);

    /// <summary>A client with the administrator's rights.</summary>
    public KreweClient Connect() => new(ApiConnection.FromKubeconfig(Kubeconfig));

    /// <summary>Ends a component as a power failure would: <c>silo-host</c> or <c>node-agent</c>.</summary>
    public async Task KillAsync(string component)
    {
        var id = ProcessId(component);
        await CommandLine.MustAsync("kill", ["-9", id.ToString(CultureInfo.InvariantCulture)]);
        using var process = System.Diagnostics.Process.GetProcesses().FirstOrDefault(candidate => candidate.Id == id);
        if (process is not null)
            await process.WaitForExitAsync();
    }

    public int ProcessId(string component) => int.Parse(
        File.ReadAllText(Path.Combine(Home, "run", component + ".process")).Split(' ')[0], CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await KreweAsync(["down", "--purge"]);
    }
}
