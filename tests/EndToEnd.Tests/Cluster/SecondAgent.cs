using System.Diagnostics;

namespace Krewe.EndToEnd.Tests.Cluster;

/// <summary>A second node agent on this machine, with virtual containers or with processes, started as a user starts one: <c>./krewe agent</c>.</summary>
public sealed class SecondAgent : IAsyncDisposable
{
    private readonly KreweCluster _cluster;
    private readonly string _name;
    private readonly string _data = Directory.CreateTempSubdirectory("krewe-agent-").FullName;
    private readonly string _runtime;
    private Process _process;

    private SecondAgent(KreweCluster cluster, string name, string runtime)
    {
        _cluster = cluster;
        _name = name;
        _runtime = runtime;
        _process = Start();
    }

    public static Task<SecondAgent> StartAsync(KreweCluster cluster, string name, string runtime = "simulated") =>
        Task.FromResult(new SecondAgent(cluster, name, runtime));

    /// <summary>Has it fall silent; what it runs goes on.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    /// <summary>Has it go on where it was.</summary>
    public Task ResumeAsync() => SignalAsync("CONT");

    /// <summary>Ends it as a power failure would.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public Task StartAgainAsync()
    {
        _process.Dispose();
        _process = Start();
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
        if (_runtime != "simulated")
            await CommandLine.MustAsync(Path.Combine(_cluster.Root, "krewe"), ["agent", "clean", "--data", _data]);
        Directory.Delete(_data, recursive: true);
    }

    private Task SignalAsync(string signal) =>
        CommandLine.MustAsync("kill", [$"-{signal}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);

    private Process Start()
    {
        var start = new ProcessStartInfo(Path.Combine(_cluster.Root, "krewe"));
        string[] words =
        [
            "agent", "--server", Client.ApiConnection.FromKubeconfig(_cluster.Kubeconfig).Server.AbsoluteUri,
            "--ca", Path.Combine(_cluster.Home, "silo", "pki", "ca.crt"),
            "--join-token-file", Path.Combine(_cluster.Home, "silo", "join-token"),
            "--data", _data, "--name", _name, "--runtime", _runtime,
        ];
        foreach (var word in words)
            start.ArgumentList.Add(word);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var process = Process.Start(start) ?? throw new InvalidOperationException("the launcher cannot be started");
        // Its output is not looked at, but must not fill the pipe.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
