using System.CommandLine;
using System.Globalization;
using Krewe.NodeAgent.Logs;
using Krewe.NodeAgent.Runtimes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Krewe.NodeAgent.Inspection;

/// <summary>The commands <c>pods</c> and <c>logs</c>: what runs on this machine, without asking the control plane.</summary>
internal sealed class InspectionCommands(Option<string> data, Option<string> docker)
{
    private readonly Argument<string> _pod = new("pod") { Description = "Name of the pod" };
    private readonly Option<string> _namespace = new("--namespace", "-n") { Description = "Namespace of the pod", DefaultValueFactory = _ => "default" };
    private readonly Option<string?> _container = new("--container", "-c") { Description = "Name of the container, where the pod has several" };
    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on with new lines until the container ends" };
    private readonly Option<bool> _previous = new("--previous", "-p") { Description = "The instance before the newest" };
    private readonly Option<bool> _timestamps = new("--timestamps") { Description = "Put the time before each line" };
    private readonly Option<long?> _tail = new("--tail") { Description = "Only the last so many lines" };

    /// <summary>Lists what is there.</summary>
    public Command Pods()
    {
        var command = new Command("pods", "Shows the pods of this machine, with or without the agent and the control plane.") { data, docker };
        command.SetAction((result, cancellationToken) => Attempt(async () =>
        {
            Console.WriteLine(Row("NAMESPACE", "NAME", "CONTAINER", "STATE", "RESTARTS", "STARTED"));
            foreach (var (pod, seen) in await Local(result).List(cancellationToken))
                Console.WriteLine(Row(
                    pod.Namespace, pod.Name, seen.Name, seen.Phase.ToString(), seen.Attempt.ToString(CultureInfo.InvariantCulture),
                    seen.StartedAt?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? ""));
            return null;
        }));
        return command;
    }

    /// <summary>Prints a log.</summary>
    public Command Logs()
    {
        var command = new Command("logs", "Prints the log of a container of this machine, with or without the agent and the control plane.")
        {
            _pod, _namespace, _container, _follow, _previous, _timestamps, _tail, data, docker,
        };
        command.SetAction((result, cancellationToken) => Attempt(async () =>
        {
            await using var output = Console.OpenStandardOutput();
            return await Local(result).ReadLog(
                new LocalContainer(result.GetValue(_namespace)!, result.GetValue(_pod)!, result.GetValue(_container), result.GetValue(_previous)),
                new LogQuery { Follow = result.GetValue(_follow), Timestamps = result.GetValue(_timestamps), TailLines = result.GetValue(_tail) },
                async (text, token) =>
                {
                    await output.WriteAsync(text, token);
                    await output.FlushAsync(token);
                },
                cancellationToken);
        }));
        return command;
    }

    private static string Row(params string[] cells) =>
        string.Join("  ", cells.Select((cell, i) => cell.PadRight(i switch { 0 => 15, 1 => 40, 2 => 15, 3 => 8, 4 => 8, _ => 0 }))).TrimEnd();

    private LocalPods Local(ParseResult result) => new(
        new NodeAgentOptions { Servers = [], DataDirectory = result.GetValue(data)!, DockerSocket = result.GetValue(docker)! },
        TimeProvider.System, NullLoggerFactory.Instance);

    private static async Task<int> Attempt(Func<Task<string?>> work)
    {
        string? failure;
        try
        {
            failure = await work();
        }
        catch (Exception e) when (e is RuntimeException or IOException or UnauthorizedAccessException)
        {
            failure = e.Message;
        }
        if (failure is not null)
            await Console.Error.WriteLineAsync(failure);
        return failure is null ? 0 : 1;
    }
}
