namespace Krewe.NodeAgent.Tests.Support;

/// <summary>
/// One thread and one clock: everything that awaits in here goes on in the order of posting, and time passes only when nothing is left to
/// do. What happens is a function of the seeds.
/// </summary>
internal sealed class VirtualWorld : SynchronizationContext
{
    /// <summary>How long something that left this thread may take, in real time, before the scenario counts as stuck.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = [];

    public VirtualWorld() => Time = new VirtualTime();

    public VirtualTime Time { get; }

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_ready)
        {
            _ready.Enqueue((d, state));
            Monitor.Pulse(_ready);
        }
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs a scenario to its end.</summary>
    public static void Run(Func<VirtualWorld, Task> scenario)
    {
        var before = Current;
        var world = new VirtualWorld();
        SetSynchronizationContext(world);
        try
        {
            var task = scenario(world);
            while (!task.IsCompleted)
                if (!world.Step())
                    throw new InvalidOperationException("the scenario waits for something that never comes");
            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Lets time pass, with all that happens in it.</summary>
    public Task Pass(TimeSpan duration) => Task.Delay(duration, Time);

    private bool Step()
    {
        (SendOrPostCallback Callback, object? State) next;
        lock (_ready)
            if (!_ready.TryDequeue(out next))
                return Time.AdvanceToNextTimer() || Monitor.Wait(_ready, Patience);
        next.Callback(next.State);
        return true;
    }
}

/// <summary>A clock that moves only when told.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly List<VirtualTimer> _timers = [];
    private long _order;

    public static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; private set; } = Start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to the next timer and fires it; false when there is none.</summary>
    public bool AdvanceToNextTimer()
    {
        if (_timers.MinBy(timer => (timer.Due, timer.Order)) is not { } next)
            return false;
        if (next.Due > Now)
            Now = next.Due;
        next.Fire();
        return true;
    }

    private sealed class VirtualTimer(VirtualTime owner, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset Due { get; private set; }

        public long Order { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            owner._timers.Remove(this);
            _period = period;
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            (Due, Order) = (owner.Now + dueTime, ++owner._order);
            owner._timers.Add(this);
            return true;
        }

        public void Fire()
        {
            Change(_period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : _period, _period);
            callback(state);
        }

        public void Dispose() => owner._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
