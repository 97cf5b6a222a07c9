using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Krewe.Cli.Local;

/// <summary>
/// A process that outlives the command that started it. It is known by its id and its start time together, so that an id which
/// the system has given to another process since is never taken for it.
/// </summary>
/// <param name="Id">Process id.</param>
/// <param name="StartTicks">Start time in clock ticks since boot, from <c>/proc/ID/stat</c>.</param>
internal sealed partial record DetachedProcess(int Id, long StartTicks)
{
    private const int Terminate = 15;
    private const int Kill = 9;

    /// <summary>True while it runs.</summary>
    public bool IsRunning => ReadStartTicks(Id) == StartTicks;

    /// <summary>Starts a program in a session of its own, with its output appended to a file, and remembers it.</summary>
    public static async Task<DetachedProcess> StartAsync(
        KreweHome home, string component, IEnumerable<string> command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, WorkingDirectory = home.Path };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("setsid \"$@\" >>\"$0\" 2>&1 </dev/null & echo $!");
        start.ArgumentList.Add(home.Log(component));
        foreach (var word in command)
            start.ArgumentList.Add(word);
        using var shell = Process.Start(start) ?? throw new InvalidOperationException("/bin/sh cannot be started");
        var line = await shell.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        var id = int.Parse(line ?? "", CultureInfo.InvariantCulture);
        var process = new DetachedProcess(id, ReadStartTicks(id)
            ?? throw new InvalidOperationException($"{component} ended at once; see {home.Log(component)}"));
        await File.WriteAllTextAsync(home.ProcessFile(component), $"{process.Id} {process.StartTicks}\n", cancellationToken)
            .ConfigureAwait(false);
        return process;
    }

    /// <summary>The component's process, if it runs.</summary>
    public static DetachedProcess? Find(KreweHome home, string component)
    {
        if (!File.Exists(home.ProcessFile(component)))
            return null;
        var words = File.ReadAllText(home.ProcessFile(component)).Split(' ', StringSplitOptions.TrimEntries);
        return words.Length == 2
            && int.TryParse(words[0], CultureInfo.InvariantCulture, out var id)
            && long.TryParse(words[1], CultureInfo.InvariantCulture, out var ticks)
            && new DetachedProcess(id, ticks) is { IsRunning: true } process
            ? process
            : null;
    }

    /// <summary>Asks it to end, and ends it by force after <paramref name="patience"/>.</summary>
    public async Task StopAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        if (IsRunning)
            _ = Signal(Id, Terminate);
        var deadline = time.GetUtcNow() + patience;
        while (IsRunning)
        {
            if (time.GetUtcNow() >= deadline)
                _ = Signal(Id, Kill);
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static long? ReadStartTicks(int id)
    {
        try
        {
            // The command name, in parentheses, may hold anything; fields are counted after its end. A zombie (Z) has ended.
            var stat = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Signal(int id, int signal);
}
