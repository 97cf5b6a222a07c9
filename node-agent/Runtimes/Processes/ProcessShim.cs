using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Krewe.NodeAgent.Runtimes.Processes;

/// <summary>
/// Starts a command so that it outlives the agent: in a session of its own, under a small shell that writes which process it is before,
/// and the exit code after the command. Both output streams go straight to the log file.
/// </summary>
internal static class ProcessShim
{
    /// <summary>The shell's name for itself: with the instance's directory after it, it tells which process is whose shim.</summary>
    private const string Name = "krewe-shim";

    /// <summary>
    /// Arguments: the instance's directory, the cgroups' <c>cgroup.procs</c> files joined with colons, the command. The shell must
    /// survive the signals that are sent to the whole session, to write the exit code; the command gets them with their usual effect. What the command left running in the session ends with it.
    /// </summary>
    private const string Script = """
        d=$1; c=$2; shift 2
        exec </dev/null >>"$d/log" 2>&1
        read -r s <"/proc/$$/stat" && echo "$s" >"$d/stat"
        o=$IFS; IFS=:; for g in $c; do echo $$ >"$g"; done; IFS=$o
        trap : TERM INT HUP QUIT USR1 USR2
        "$@"
        echo $? >"$d/exit"
        kill -KILL 0
        """;

    /// <summary>Starts it.</summary>
    /// <exception cref="RuntimeException">The machine lacks what it takes.</exception>
    public static Process Start(
        string directory, IReadOnlyList<string> cgroups, IReadOnlyList<string> command, string? workingDirectory,
        IEnumerable<KeyValuePair<string, string>> environment, InstanceUser user)
    {
        var start = new ProcessStartInfo("setsid") { WorkingDirectory = workingDirectory ?? "/", UseShellExecute = false };
        foreach (var argument in (string[])["/bin/sh", "-c", Script, Name, directory, string.Join(':', cgroups), .. AsUser(user), .. command])
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        try
        {
            return Process.Start(start) ?? throw new RuntimeException("the process was not started");
        }
        catch (Win32Exception e)
        {
            throw new RuntimeException($"the process cannot be started: {e.Message}; the process runtime needs setsid (package util-linux) and the working directory {start.WorkingDirectory}", e);
        }
    }

    /// <summary>The shim that works for an instance's directory, known by its arguments; null if there is none.</summary>
    public static ProcessIdentity? Find(string directory) =>
        Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var pid) && IsShimOf(directory, pid) ? ProcessIdentity.Of(pid) : null)
            .OfType<ProcessIdentity>()
            .Where(process => process.IsAlive)
            // A child that is about to become the command still has the shim's arguments, but began later.
            .OrderBy(process => process.StartTicks).ThenBy(process => process.Pid)
            .Select(process => (ProcessIdentity?)process)
            .FirstOrDefault();

    private static bool IsShimOf(string directory, int pid)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cmdline")).Contains($"\0{Name}\0{directory}\0", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // It has ended, or is somebody else's.
        }
    }

    /// <summary>What stands before a command that is to run as the user.</summary>
    public static IReadOnlyList<string> AsUser(InstanceUser user) => user switch
    {
        { User: null, Group: null } => [],
        _ =>
        [
            "setpriv",
            $"--reuid={(user.User ?? 0).ToString(CultureInfo.InvariantCulture)}",
            $"--regid={(user.Group ?? user.User ?? 0).ToString(CultureInfo.InvariantCulture)}",
            "--clear-groups", "--",
        ],
    };
}
