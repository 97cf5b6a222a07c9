namespace Krewe.EmbeddedSilo.Testing;

/// <summary>
/// A clock that stands still until it is told to go on. Timers fire on the thread that moves it, in the order in which they are due,
/// each at its own time; those due together in the order in which they were armed.
/// </summary>
/// <remarks>Safe to use from several threads, but for reproducible runs one thread moves it.</remarks>
public sealed class VirtualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<(VirtualTimer Timer, long Version), (long Due, long Order)> _due = new();
    private readonly DateTimeOffset _start;
    private long _ticks;
    private long _order;

    /// <summary>A clock that stands at the beginning of 2030, UTC.</summary>
    public VirtualTimeProvider() : this(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>A clock that stands at this time.</summary>
    public VirtualTimeProvider(DateTimeOffset start) => _start = start;

    /// <summary>How far the clock has gone.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Volatile.Read(ref _ticks));

    /// <summary>How much the time of day is off, as after somebody has set the clock. Timers and timestamps do not mind.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>How long it is to the next timer; null when none is armed.</summary>
    public TimeSpan? UntilNextTimer
    {
        get
        {
            lock (_lock)
                return NextDue() is { } due ? TimeSpan.FromTicks(Math.Max(0, due - _ticks)) : null;
        }
    }

    /// <summary>Ticks of 100 nanoseconds.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + Elapsed + Skew;

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, and fires the timers that become due on the way.</summary>
    public void Advance(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        var end = GetTimestamp() + span.Ticks;
        while (TakeDue(end) is { } timer)
            timer.Fire();
        lock (_lock)
            _ticks = Math.Max(_ticks, end);
    }

    private VirtualTimer? TakeDue(long end)
    {
        lock (_lock)
        {
            if (NextDue() is not { } due || due > end)
                return null;

            _ticks = Math.Max(_ticks, due);
            var (timer, _) = _due.Dequeue();
            timer.Rearm(due);
            return timer;
        }
    }

    private long? NextDue()
    {
        while (_due.TryPeek(out var entry, out var priority))
        {
            if (entry.Timer.Version == entry.Version)
                return priority.Due;

            _due.Dequeue();
        }

        return null;
    }

    private sealed class VirtualTimer(VirtualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();
        private TimeSpan _period = Timeout.InfiniteTimeSpan;
        private bool _disposed;

        /// <summary>Changes whenever the timer is armed anew, so that older entries of the queue count no more.</summary>
        public long Version { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner._lock)
            {
                if (_disposed)
                    return false;

                Version++;
                _period = period;
                if (dueTime >= TimeSpan.Zero)
                    Arm(owner._ticks + dueTime.Ticks);
                return true;
            }
        }

        /// <summary>Arms the next occurrence; called with the lock held, before this one fires.</summary>
        public void Rearm(long due)
        {
            Version++;
            if (_period > TimeSpan.Zero)
                Arm(due + _period.Ticks);
        }

        public void Fire()
        {
            if (_context is null)
                callback(state);
            else
                ExecutionContext.Run(_context, static self => ((VirtualTimer)self!).Call(), this);
        }

        public void Dispose()
        {
            lock (owner._lock)
            {
                _disposed = true;
                Version++;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Call() => callback(state);

        private void Arm(long due) => owner._due.Enqueue((this, Version), (due, owner._order++));
    }
}
