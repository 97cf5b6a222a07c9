using System.Diagnostics;
using System.Globalization;

namespace Krewe.NodeAgent.Runtimes.Processes;

/// <summary>Starts a command beside an instance's process: with its environment, its working directory and its user.</summary>
internal static class ProcessCommand
{
    private const int MostLooks = 100;
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>The shell looks for the command in the container's PATH, not in the agent's.</summary>
    private const string Plain = "exec \"$@\"";

    /// <summary>The same with a terminal, whose name comes first, as the terminal that controls a session of the command's own.</summary>
    private const string WithTerminal = "t=$1; shift; exec setsid -w -c \"$@\" <\"$t\" >\"$t\" 2>&1";

    /// <summary>Describes the start of a command.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="command">The command.</param>
    /// <param name="terminal">The terminal that it gets, or null for none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the wait for the instance's environment.</param>
    /// <exception cref="RuntimeException">The instance does not run.</exception>
    public static async Task<ProcessStartInfo> Describe(
        ProcessInstance? instance, IReadOnlyList<string> command, string? terminal, TimeProvider time, CancellationToken cancellationToken)
    {
        if (instance is not { IsAlive: true, Pid: { } pid } || command.Count == 0)
            throw new RuntimeException("the container does not run");
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, WorkingDirectory = instance.Record.WorkingDirectory ?? "/" };
        string[] script = terminal is null ? ["-c", Plain, "krewe-exec"] : ["-c", WithTerminal, "krewe-exec", terminal];
        foreach (var argument in (string[])[.. script, .. ProcessShim.AsUser(instance.Record.User), .. command])
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var variable in (await ReadEnvironment(pid, time, cancellationToken)).Split('\0', StringSplitOptions.RemoveEmptyEntries))
            if (variable.Split('=', 2) is [var name, var value])
                start.Environment[name] = value;
        if (terminal is not null)
            start.Environment.TryAdd("TERM", "xterm");
        return start;
    }

    /// <summary>Starts it.</summary>
    /// <exception cref="RuntimeException">It cannot be started.</exception>
    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new RuntimeException("the command was not started");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new RuntimeException($"exec failed: {e.Message}", e);
        }
    }

    /// <summary>The environment of a process that was just started; none can be seen for the moment in which it becomes the shim's shell.</summary>
    private static async Task<string> ReadEnvironment(int pid, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var looks = 1; ; looks++)
        {
            var text = await File.ReadAllTextAsync($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/environ", cancellationToken);
            if (text.Length > 0 || looks == MostLooks)
                return text;
            await Task.Delay(LookInterval, time, cancellationToken);
        }
    }
}
