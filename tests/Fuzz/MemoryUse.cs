using System.Globalization;

namespace Krewe.Fuzz;

/// <summary>What this process uses once all garbage is collected and given back: the server and what sends to it are one process.</summary>
/// <param name="Managed">Managed heap, in bytes.</param>
/// <param name="Resident">Resident memory, in bytes: that and everything else, native memory, code and stacks.</param>
internal readonly record struct MemoryUse(long Managed, long Resident)
{
    /// <summary>Collects and measures.</summary>
    public static MemoryUse Measure()
    {
        // Twice: what the first leaves to finalizers is gone with the second.
        for (var i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return new MemoryUse(GC.GetTotalMemory(forceFullCollection: false), Environment.WorkingSet);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Managed >> 20} MiB managed, {Resident >> 20} MiB resident");
}
