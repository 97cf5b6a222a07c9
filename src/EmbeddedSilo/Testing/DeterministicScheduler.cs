using Krewe.EmbeddedSilo.Runtime;

namespace Krewe.EmbeddedSilo.Testing;

/// <summary>
/// Runs turns on the calling thread, one at a time, in an order that a seed chooses. The trace of what ran is kept as a hash.
/// </summary>
internal sealed class DeterministicScheduler(int seed, VirtualTimeProvider time) : TurnScheduler
{
    private readonly Lock _lock = new();
    private readonly List<IThreadPoolWorkItem> _runnable = [];
    private readonly Random _random = new(seed);
    private int _runner;
    private bool _isDead;
    private string? _foreign;

    public override int TurnsPerSlice => 1;

    public override bool DefersOutcomes => true;

    /// <summary>The same on every machine.</summary>
    public override int DefaultWorkers => 4;

    /// <summary>Everything that ran so far, and when; equal for equal runs.</summary>
    public ulong TraceHash { get; private set; } = 14695981039346656037;

    public long Steps { get; private set; }

    /// <summary>Told of each step: its number and name.</summary>
    public Action<long, string>? Tracer { get; set; }

    public bool IsRunning => _runner != 0;

    /// <summary>Whether another thread came in, so that the run cannot go on.</summary>
    public bool IsBroken
    {
        get
        {
            lock (_lock)
                return _foreign is not null;
        }
    }

    /// <summary>From here on nothing runs, neither what was to run nor what comes.</summary>
    public void Kill()
    {
        lock (_lock)
        {
            _isDead = true;
            _runnable.Clear();
        }
    }

    public override void Schedule(IThreadPoolWorkItem item)
    {
        lock (_lock)
        {
            if (_isDead)
                return;
            if (_runner != 0 && _runner != Environment.CurrentManagedThreadId)
                _foreign ??= $"{NameOf(item)} was scheduled by another thread:{Environment.NewLine}{Environment.StackTrace}";
            _runnable.Add(item);
        }
    }

    /// <summary>Runs one turn; false when there is none.</summary>
    public bool Step()
    {
        IThreadPoolWorkItem item;
        lock (_lock)
        {
            ThrowIfBroken();
            if (_runnable.Count == 0)
                return false;

            var index = _random.Next(_runnable.Count);
            item = _runnable[index];
            _runnable[index] = _runnable[^1];
            _runnable.RemoveAt(_runnable.Count - 1);
        }

        Trace(item);
        item.Execute();
        return true;
    }

    /// <summary>Runs an action as the only thread that turns may come from.</summary>
    public void RunAsOwner(Action action)
    {
        var outer = _runner;
        var context = SynchronizationContext.Current;
        _runner = Environment.CurrentManagedThreadId;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            // As on a thread of the pool: nothing of the test's own flow reaches the grains.
            ExecutionContext.Run(CleanContext.Instance, static action => ((Action)action!)(), action);
            ThrowIfBroken();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
            _runner = outer;
        }
    }

    private void ThrowIfBroken()
    {
        lock (_lock)
        {
            if (_foreign is { } foreign)
                throw new InvalidOperationException($"This run cannot be replayed. {foreign}");
        }
    }

    private static string NameOf(IThreadPoolWorkItem item) => item switch
    {
        TurnContext mailbox => mailbox.Name,
        _ => item.ToString()!,
    };

    private void Trace(IThreadPoolWorkItem item)
    {
        var name = NameOf(item);
        foreach (var character in name)
            Mix(character);
        Mix((ulong)time.GetTimestamp());
        Steps++;
        Tracer?.Invoke(Steps, name);
    }

    private void Mix(ulong value) => TraceHash = (TraceHash ^ value) * 1099511628211;
}
