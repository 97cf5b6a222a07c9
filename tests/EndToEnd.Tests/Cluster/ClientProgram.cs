namespace Krewe.EndToEnd.Tests.Cluster;

/// <summary>Programs of <c>Clients</c> that speak with a cluster: of node for <c>.mjs</c>, of Debian's Python for <c>.py</c>.</summary>
internal static class ClientProgram
{
    /// <summary>Runs a program, whose first words are its name and its arguments, to its end; it must succeed.</summary>
    public static Task<string> MustAsync(KreweCluster cluster, string command, CancellationToken cancellationToken) =>
        CommandLine.MustAsync(Interpreter(command), Words(command), Environment(cluster), cancellationToken: cancellationToken);

    /// <summary>Starts a program that goes on.</summary>
    public static RunningCommand Start(KreweCluster cluster, string command) => RunningCommand.Start(Interpreter(command), Words(command), Environment(cluster));

    /// <summary>A file of <c>Clients</c>.</summary>
    public static string File(string name) => Path.Combine(CleanClone.Source, "tests", "EndToEnd.Tests", "Clients", name);

    private static string Interpreter(string command) => command.Contains(".py", StringComparison.Ordinal) ? "/usr/bin/python3" : "node";

    private static IEnumerable<string> Words(string command) => command.Split(' ') is [var name, .. var arguments] ? [File(name), .. arguments] : [];

    private static Dictionary<string, string> Environment(KreweCluster cluster) => new()
    {
        ["KUBECONFIG"] = cluster.Kubeconfig,
        ["KREWE_NODE_MODULES"] = CleanClone.Tool("node/node_modules"),
        ["NO_PROXY"] = "*",
    };
}
