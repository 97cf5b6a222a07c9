using System.Runtime.ExceptionServices;
using Krewe.EmbeddedSilo.CodeGeneration;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>
/// A mailbox whose entries run one at a time, and the task scheduler that makes continuations of awaits such entries.
/// </summary>
/// <remarks>
/// The inbox is a stack that any thread pushes to with one compare-and-swap; whoever runs the mailbox takes all of it at once and
/// reverses it. The head doubles as the state: null while nobody runs the mailbox and there is nothing to run,
/// <see cref="Scheduled"/> while somebody does (or is about to) and nothing new has come. So a push that finds null schedules the
/// mailbox, and no lock is ever taken.
/// </remarks>
internal abstract class TurnContext(Silo silo) : TaskScheduler, IThreadPoolWorkItem
{
    private static readonly WorkItem Scheduled = new Marker();

    [ThreadStatic]
    private static TurnContext? t_current;

    private WorkItem? _inbox;
    private WorkItem? _batch;
    private int _batchLength;

    /// <summary>The mailbox that the current thread runs; null outside of turns.</summary>
    public new static TurnContext? Current => t_current;

    public Silo Silo { get; } = silo;

    /// <summary>Names the mailbox in traces and messages.</summary>
    public abstract string Name { get; }

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>How many entries are in the mailbox. A guess when read from outside.</summary>
    protected int InboxLength => (Volatile.Read(ref _inbox)?.Depth ?? 0) + Volatile.Read(ref _batchLength);

    public void Post(WorkItem item)
    {
        var head = Volatile.Read(ref _inbox);
        while (true)
        {
            var follows = head is not null && head != Scheduled;
            item.Next = follows ? head : null;
            item.Depth = follows ? head!.Depth + 1 : 1;
            var found = Interlocked.CompareExchange(ref _inbox, item, head);
            if (found == head)
                break;

            head = found;
        }

        if (head is null)
            Silo.Turns.Schedule(this);
    }

    /// <summary>Runs a slice of turns, on whatever thread the turn scheduler chose.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        t_current = this;

        // Inside a task of this scheduler, so that awaits come back to it.
        var slice = new Task(static state => ((TurnContext)state!).RunSlice(), this);
        slice.RunSynchronously(this);
        if (slice.Exception is { } broken)
            ExceptionDispatchInfo.Throw(broken.InnerException!);
    }

    /// <summary>Called when the mailbox has run empty, before others may run it.</summary>
    protected virtual void OnEmpty()
    {
    }

    /// <summary>Whether something that was put aside may run now.</summary>
    protected virtual bool HasReady => false;

    /// <summary>Runs one thing that was put aside and may run now; false when there is none.</summary>
    protected virtual bool RunReady() => false;

    protected override void QueueTask(Task task) => Post(new Continuation(task));

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        t_current == this && !taskWasPreviouslyQueued && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private void RunSlice()
    {
        // Every turn starts from the empty context of a pool thread: what one call sets must not reach the next.
        var clean = ExecutionContext.Capture()!;
        var left = Silo.Turns.TurnsPerSlice;
        while (true)
        {
            if (!RunReady())
            {
                if (TakeNext() is not { } item)
                    return;

                item.Run(this);
            }

            if (ExecutionContext.Capture() != clean)
                ExecutionContext.Restore(clean);
            if (--left > 0)
                continue;

            if (_batch is not null || HasReady || Volatile.Read(ref _inbox) != Scheduled)
            {
                t_current = null;
                Silo.Turns.Schedule(this);
                return;
            }

            left = 1;
        }
    }

    /// <summary>The next entry; null when there is none, and then the mailbox is no longer this thread's to run.</summary>
    private WorkItem? TakeNext()
    {
        if (_batch is null && !TakeBatch())
            return null;

        var item = _batch!;
        _batch = item.Next;
        _batchLength--;
        item.Next = null;
        return item;
    }

    private bool TakeBatch()
    {
        var taken = Interlocked.Exchange(ref _inbox, Scheduled);
        if (taken == Scheduled)
        {
            OnEmpty();
            t_current = null;
            if (Interlocked.CompareExchange(ref _inbox, null, Scheduled) == Scheduled)
                return false;

            t_current = this;
            taken = Interlocked.Exchange(ref _inbox, Scheduled);
        }

        _batchLength = taken!.Depth;
        for (var item = taken; item is not null;)
        {
            var older = item.Next;
            item.Next = _batch;
            _batch = item;
            item = older;
        }

        return true;
    }

    private sealed class Marker : WorkItem
    {
        internal override void Run(TurnContext context) => throw new InvalidOperationException("The marker is no work.");
    }

    private sealed class Continuation(Task task) : WorkItem
    {
        internal override void Run(TurnContext context) => context.TryExecuteTask(task);
    }
}
