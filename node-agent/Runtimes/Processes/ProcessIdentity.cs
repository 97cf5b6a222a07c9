using System.Globalization;

namespace Krewe.NodeAgent.Runtimes.Processes;

/// <summary>
/// Names a process in time and space: its id and when it started, in ticks since the machine's start. Ids are used again; the pair is not.
/// </summary>
internal readonly record struct ProcessIdentity(int Pid, long StartTicks)
{
    private const int StartTicksField = 19; // Counted from the field after the name; 22nd of all.

    /// <summary>True while the process exists and has not ended.</summary>
    public bool IsAlive => ReadStat(Pid) is { } stat && Parse(stat, out var state) is { } now && now == this && state is not ('Z' or 'X');

    /// <summary>The process that has an id now, or null.</summary>
    public static ProcessIdentity? Of(int pid) => ReadStat(pid) is { } stat ? Parse(stat, out _) : null;

    /// <summary>Parses the content of <c>/proc/PID/stat</c>; null if it is none.</summary>
    public static ProcessIdentity? Parse(string stat, out char state)
    {
        state = ' ';
        var name = stat.LastIndexOf(')');
        if (name < 0 || !int.TryParse(stat.AsSpan(0, Math.Max(stat.IndexOf(' ', StringComparison.Ordinal), 0)), CultureInfo.InvariantCulture, out var pid))
            return null;
        var fields = stat[(name + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length <= StartTicksField || !long.TryParse(fields[StartTicksField], CultureInfo.InvariantCulture, out var start))
            return null;
        state = fields[0][0];
        return new ProcessIdentity(pid, start);
    }

    private static string? ReadStat(int pid)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
