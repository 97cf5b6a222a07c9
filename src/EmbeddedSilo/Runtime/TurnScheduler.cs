namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>Decides when and where mailboxes get to run.</summary>
internal abstract class TurnScheduler
{
    /// <summary>How many turns a mailbox runs before others get their chance.</summary>
    public abstract int TurnsPerSlice { get; }

    /// <summary>Whether outcomes of calls are events of their own, instead of being told from the callee's last turn.</summary>
    public abstract bool DefersOutcomes { get; }

    /// <summary>How many workers a stateless grain has that does not say.</summary>
    public abstract int DefaultWorkers { get; }

    public abstract void Schedule(IThreadPoolWorkItem item);
}

/// <summary>Turns run on the threads of the pool.</summary>
internal sealed class ThreadPoolTurnScheduler : TurnScheduler
{
    public override int TurnsPerSlice => 128;

    public override bool DefersOutcomes => false;

    public override int DefaultWorkers => Environment.ProcessorCount;

    // Not to the thread's own queue, which is served last in, first out: behind what else is due a mailbox gathers more calls before it runs, and
    // no thread takes from another what that one would have come to at once.
    public override void Schedule(IThreadPoolWorkItem item) => ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);
}
