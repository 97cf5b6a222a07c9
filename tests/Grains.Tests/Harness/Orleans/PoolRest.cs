namespace Krewe.Grains.Tests.Harness.Orleans;

/// <summary>
/// Tells when nothing is left to run. Every turn of an Orleans silo without a network is an item of the thread pool, so it is at rest exactly
/// when no item is queued and no thread is at work on one; whatever still waits then, waits for the clock.
/// </summary>
/// <remarks>
/// The test runner holds some threads of the pool all the time; that many are never ours. Tests must not run side by side.
/// </remarks>
internal static class PoolRest
{
    private static readonly TimeSpan Calibration = TimeSpan.FromMilliseconds(200);

    /// <summary>A turn that takes longer hangs; no silo of a test has so much to do.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Those of the runner, whether this is one of them or not.
    private static int _others = Calibrate();

    /// <summary>Waits until nothing is queued or at work. There is no event for that: the pool counts, and whoever wants to know looks.</summary>
    public static void Wait()
    {
        var since = TimeProvider.System.GetTimestamp();
        var spin = new SpinWait();
        while (!IsReached())
        {
            // Gives the processor away and never sleeps: turns take microseconds.
            spin.SpinOnce(sleep1Threshold: -1);
            if (spin.Count % 1024 == 0 && TimeProvider.System.GetElapsedTime(since) > Patience)
                throw new TimeoutException($"The silo did not come to rest: {AtWork()} threads are at work, {_others} of them of the runner; {ThreadPool.PendingWorkItemCount} items wait.");
        }
    }

    private static bool IsReached()
    {
        // Only a thread at work queues more, so these looks in this order miss nothing.
        if (AtWork() > _others)
            return false;
        var completed = ThreadPool.CompletedWorkItemCount;
        return ThreadPool.PendingWorkItemCount == 0 && AtWork() <= _others && ThreadPool.CompletedWorkItemCount == completed;
    }

    private static int AtWork()
    {
        ThreadPool.GetMaxThreads(out var all, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        return all - free;
    }

    private static int Calibrate()
    {
        // Threads that the runner holds must not keep turns waiting for others to be added.
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(workers + 8, ports);
        var others = AtWork();
        for (var since = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(since) < Calibration; Thread.Yield())
            others = Math.Min(others, AtWork());
        return others;
    }
}
