using System.Text.RegularExpressions;

namespace Krewe.EndToEnd.Tests.Cluster;

/// <summary>One version of kubectl, with the administrator's kubeconfig.</summary>
public sealed class Kubectl(string program, string kubeconfig, string cache)
{
    private readonly Dictionary<string, string> _environment = new()
    {
        ["KUBECONFIG"] = kubeconfig,
        // Discovery is cached in the home: one of its own for each version and cluster.
        ["HOME"] = cache,
        ["NO_PROXY"] = "*",
    };

    /// <summary>Runs a command, split at spaces; it must succeed.</summary>
    public Task<string> MustAsync(string command, CancellationToken cancellationToken) =>
        CommandLine.MustAsync(program, Words(command), _environment, cancellationToken: cancellationToken);

    /// <summary>Runs a command, split at spaces, with what it reads from its input.</summary>
    public Task<Printed> RunAsync(string command, CancellationToken cancellationToken, string? input = null) =>
        CommandLine.RunAsync(program, Words(command), _environment, input, cancellationToken: cancellationToken);

    /// <summary>Runs a command whose words may hold spaces.</summary>
    public Task<Printed> RunAsync(IEnumerable<string> words, CancellationToken cancellationToken, string? input = null) =>
        CommandLine.RunAsync(program, words, _environment, input, cancellationToken: cancellationToken);

    /// <summary>Starts a command that goes on until it is ended.</summary>
    public RunningCommand Start(string command) => RunningCommand.Start(program, Words(command), _environment);

    /// <summary>Starts a command in a terminal of a size.</summary>
    public RunningCommand StartInTerminal(string command, int rows, int columns) => RunningCommand.Start(
        "script", ["-qec", FormattableString.Invariant($"stty rows {rows} columns {columns}; exec {program} {command}"), "/dev/null"],
        new Dictionary<string, string>(_environment) { ["TERM"] = "xterm" });

    /// <summary>Asks again until the answer matches; for what follows on its own, such as events.</summary>
    public async Task UntilAsync(string command, string pattern, CancellationToken cancellationToken)
    {
        while (!Regex.IsMatch(await MustAsync(command, cancellationToken), pattern))
            cancellationToken.ThrowIfCancellationRequested();
    }

    private static string[] Words(string command) => command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
