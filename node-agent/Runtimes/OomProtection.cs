using System.Globalization;

namespace Krewe.NodeAgent.Runtimes;

/// <summary>
/// Whether processes can be protected from the kernel's want of memory. That needs CAP_SYS_RESOURCE, which machines inside sandboxes
/// often lack; without it the kernel refuses scores below the present one, and containers would not start at all.
/// </summary>
internal static class OomProtection
{
    private const int SysResource = 24;
    private const string BoundingSet = "CapBnd:";

    /// <summary>The lowest score that can be given to a process: -1000, or 0 without the capability.</summary>
    public static int LowestScore { get; } = ReadLowestScore("/proc/self/status");

    /// <summary>Reads it from a process' status file.</summary>
    internal static int ReadLowestScore(string statusFile)
    {
        var line = File.Exists(statusFile)
            ? File.ReadLines(statusFile).FirstOrDefault(line => line.StartsWith(BoundingSet, StringComparison.Ordinal))
            : null;
        return line is not null
            && ulong.TryParse(line.AsSpan(BoundingSet.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var capabilities)
            && (capabilities & 1UL << SysResource) == 0
                ? 0
                : -1000;
    }
}
