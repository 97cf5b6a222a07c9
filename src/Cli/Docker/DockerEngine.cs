using System.Net.Sockets;
using Krewe.Cli.Local;

namespace Krewe.Cli.Docker;

/// <summary>This machine's Docker Engine: finds it, and on Debian or Ubuntu as root installs and starts it.</summary>
internal static class DockerEngine
{
    private const string ProcessIdFile = "/var/run/docker.pid";
    private const string SocketPath = "/var/run/docker.sock";

    /// <summary>True when an engine answers on its socket.</summary>
    public static async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var http = CreateClient();
        try
        {
            using var response = await http.GetAsync("_ping", cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // No socket, or nobody behind it: that is the answer, not an error.
            return false;
        }
    }

    /// <summary>A client of the engine's API over its socket.</summary>
    public static HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, token) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), token).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri("http://docker/"),
    };

    /// <summary>Why an engine cannot be installed here, or null when it can.</summary>
    public static string? WhyNotInstallable() =>
        Environment.UserName != "root" ? "installing it needs root"
        : !Shell.Has("apt-get") ? "this is neither Debian nor Ubuntu: install Docker Engine with your system's packages"
        : null;

    /// <summary>Installs the engine from the distribution's packages.</summary>
    public static async Task InstallAsync(CancellationToken cancellationToken)
    {
        if (Shell.Has("dockerd") && Shell.Has("iptables"))
            return;
        await Shell.RunAsync("apt-get", ["update", "-qq"], cancellationToken).ConfigureAwait(false);
        await Shell.RunAsync(
            "apt-get", ["install", "-y", "-qq", "--no-install-recommends", "docker.io", "iptables"], cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Starts the engine, by the system's service manager where one runs, and waits until it answers.</summary>
    public static async Task StartAsync(KreweHome home, TimeProvider time, CancellationToken cancellationToken)
    {
        DetachedProcess? engine = null;
        if (Directory.Exists("/run/systemd/system"))
            await Shell.RunAsync("systemctl", ["start", "docker"], cancellationToken).ConfigureAwait(false);
        else if (!IsStarting())
            engine = await DetachedProcess.StartAsync(home, "dockerd", ["dockerd"], cancellationToken).ConfigureAwait(false);

        var deadline = time.GetUtcNow() + TimeSpan.FromSeconds(60);
        while (!await AnswersAsync(cancellationToken).ConfigureAwait(false))
        {
            if (engine is { IsRunning: false })
                throw new InvalidOperationException($"dockerd has ended; its last words are in {home.Log("dockerd")}");
            if (time.GetUtcNow() > deadline)
                throw new InvalidOperationException($"Docker Engine does not answer on {SocketPath}; see {home.Log("dockerd")}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>True if an engine is there already. The process id that one left behind when it was killed is removed.</summary>
    private static bool IsStarting()
    {
        if (!File.Exists(ProcessIdFile))
            return false;
        var name = $"/proc/{File.ReadAllText(ProcessIdFile).Trim()}/comm";
        if (File.Exists(name) && File.ReadAllText(name).Trim() == "dockerd")
            return true;
        File.Delete(ProcessIdFile);
        return false;
    }
}
