using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Krewe.PostgresServer;

/// <summary>A PostgreSQL server of one's own, as <c>run.sh</c> beside this file runs it.</summary>
public sealed class PostgresInstance : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;
    private readonly int _port;
    private readonly string _password;

    private PostgresInstance(Process process, string folder, int port, string password) =>
        (_process, _folder, _port, _password) = (process, folder, port, password);

    /// <summary>Npgsql's connection string for a database of it, over TCP on the loopback. The first database is <c>postgres</c>.</summary>
    public string ConnectionString(string database = "postgres") =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Database={database};Username=krewe;Password={_password}");

    /// <summary>The password in it, for tests that look where it must not be.</summary>
    public string Password => _password;

    /// <summary>Makes a server and waits until it takes connections.</summary>
    /// <param name="durable">True to flush to disk as in production; false is faster, and as good for tests that do not crash the machine.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or does not start; the message says what to do.</exception>
    public static async Task<PostgresInstance> StartAsync(bool durable)
    {
        var binaries = FindBinaries();
        var folder = Directory.CreateTempSubdirectory("krewe-postgres-").FullName;
        var port = FreePort();
        var password = RandomNumberGenerator.GetHexString(24, lowercase: true);
        await File.WriteAllTextAsync(Path.Combine(folder, "password"), password + "\n");
        var asRoot = Environment.IsPrivilegedProcess;
        // PostgreSQL refuses to run as root; Debian's package brings a user for it.
        if (asRoot)
            await Process.Start("chown", ["-R", "postgres:", folder]).WaitForExitAsync();
        string[] settings =
        [
            string.Create(CultureInfo.InvariantCulture, $"--port={port}"), "--listen_addresses=127.0.0.1", "--max_connections=200",
            .. durable ? Array.Empty<string>() : ["--fsync=off", "--full_page_writes=off"],
        ];
        string[] command = ["sh", Path.Combine(AppContext.BaseDirectory, "run.sh"), binaries, folder, .. settings];
        if (asRoot)
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", .. command];
        var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/",
        })!;
        var instance = new PostgresInstance(process, folder, port, password);
        await instance.ExpectAsync("started");
        return instance;
    }

    /// <summary>Makes an empty database.</summary>
    public async Task CreateDatabaseAsync(string name)
    {
        var start = new ProcessStartInfo(Path.Combine(FindBinaries(), "psql"), ["-h", _folder, "-p", _port.ToString(CultureInfo.InvariantCulture), "-U", "krewe", "-d", "postgres", "-qc", $"CREATE DATABASE {name}"]);
        start.Environment["PGPASSWORD"] = _password;
        using var psql = Process.Start(start)!;
        await psql.WaitForExitAsync();
        if (psql.ExitCode != 0)
            throw new InvalidOperationException($"CREATE DATABASE {name} failed");
    }

    /// <summary>Stops the server as an operator does; connections are closed.</summary>
    public Task StopAsync() => OrderAsync("stop", "stopped");

    /// <summary>Ends the server without a checkpoint; it recovers when it starts again.</summary>
    public Task CrashAsync() => OrderAsync("crash", "stopped");

    /// <summary>Starts it again on what it has stored.</summary>
    public Task StartAgainAsync() => OrderAsync("start", "started");

    /// <summary>Ends the server and removes everything.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task OrderAsync(string order, string answer)
    {
        await _process.StandardInput.WriteLineAsync(order);
        await _process.StandardInput.FlushAsync();
        await ExpectAsync(answer);
    }

    private async Task ExpectAsync(string answer)
    {
        var line = await _process.StandardOutput.ReadLineAsync();
        if (line != answer)
            throw new InvalidOperationException($"PostgreSQL: '{answer}' expected, not '{line}'");
    }

    private static string FindBinaries() =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
            .OrderByDescending(static version => int.TryParse(Path.GetFileName(version), CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Select(static version => Path.Combine(version, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .FirstOrDefault(static folder => File.Exists(Path.Combine(folder, "initdb")))
        ?? throw new InvalidOperationException("PostgreSQL is needed; as root: apt-get install postgresql");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
