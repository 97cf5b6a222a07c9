using System.Globalization;
using Krewe.NodeAgent.Native;

namespace Krewe.NodeAgent.Runtimes.Processes;

/// <summary>
/// Limits of an instance's processes through control groups, version 1 or 2, as far as the machine lets the agent make them. A limit that
/// cannot be set is left out: the runtime is for machines without an engine, often without such rights.
/// </summary>
internal sealed class ProcessCgroup(string instanceId, string mount = "/sys/fs/cgroup")
{
    private const string Parent = "krewe";
    private const long PeriodMicroseconds = 100_000;

    private bool IsUnified => File.Exists(Path.Combine(mount, "cgroup.controllers"));

    private IEnumerable<string> Groups => IsUnified
        ? [Path.Combine(mount, Parent, instanceId)]
        : ((string[])["memory", "cpu", "pids"]).Select(controller => Path.Combine(mount, controller, Parent, instanceId));

    /// <summary>Makes the groups; the files to which the process' id is to be written.</summary>
    public IReadOnlyList<string> Make(ContainerLimits limits)
    {
        if (!Directory.Exists(mount))
            return [];
        if (IsUnified)
        {
            TryWrite(Path.Combine(mount, "cgroup.subtree_control"), "+cpu +memory +pids");
            if (TryMake(Path.Combine(mount, Parent)))
                TryWrite(Path.Combine(mount, Parent, "cgroup.subtree_control"), "+cpu +memory +pids");
        }
        var members = new List<string>();
        foreach (var group in Groups.Where(TryMake))
        {
            foreach (var (file, value) in SettingsOf(limits).Where(setting => File.Exists(Path.Combine(group, setting.File))))
                TryWrite(Path.Combine(group, file), value);
            members.Add(Path.Combine(group, "cgroup.procs"));
        }
        return members;
    }

    /// <summary>True if the kernel ended one of the processes for want of memory.</summary>
    public bool RanOutOfMemory() =>
        Groups.SelectMany(group => new[] { Path.Combine(group, "memory.events"), Path.Combine(group, "memory.oom_control") })
            .Where(File.Exists)
            .SelectMany(ReadLines)
            .Any(line => line.StartsWith("oom_kill ", StringComparison.Ordinal) && line != "oom_kill 0");

    /// <summary>Ends every process of the groups by force, also those that have left the instance's session.</summary>
    public void Kill()
    {
        foreach (var group in Groups.Where(Directory.Exists))
            if (File.Exists(Path.Combine(group, "cgroup.kill")))
                TryWrite(Path.Combine(group, "cgroup.kill"), "1");
            else
                foreach (var line in ReadLines(Path.Combine(group, "cgroup.procs")))
                    if (int.TryParse(line, CultureInfo.InvariantCulture, out var pid) && pid > 0)
                        SystemCalls.TryKill(pid);
    }

    /// <summary>Removes the groups. One that still has processes stays, and goes with the machine.</summary>
    public void Remove()
    {
        foreach (var group in Groups.Where(Directory.Exists))
            try
            {
                Directory.Delete(group);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
            }
    }

    private static IEnumerable<(string File, string Value)> SettingsOf(ContainerLimits limits)
    {
        if (limits.MemoryBytes is { } memory)
        {
            yield return ("memory.max", Text(memory));
            yield return ("memory.limit_in_bytes", Text(memory));
        }
        if (limits.CpuMillis is { } millis)
        {
            yield return ("cpu.max", $"{Text(millis * PeriodMicroseconds / 1000)} {Text(PeriodMicroseconds)}");
            yield return ("cpu.cfs_period_us", Text(PeriodMicroseconds));
            yield return ("cpu.cfs_quota_us", Text(millis * PeriodMicroseconds / 1000));
        }
        if (limits.CpuShares is { } shares)
        {
            yield return ("cpu.weight", Text(Math.Clamp(1 + (shares - 2) * 9999 / 262142, 1, 10000)));
            yield return ("cpu.shares", Text(shares));
        }
        if (limits.Processes is { } processes)
            yield return ("pids.max", Text(processes));
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool TryMake(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void TryWrite(string path, string value)
    {
        try
        {
            File.WriteAllText(path, value);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
