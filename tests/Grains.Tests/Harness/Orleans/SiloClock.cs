using Krewe.EmbeddedSilo.Testing;

namespace Krewe.Grains.Tests.Harness.Orleans;

/// <summary>
/// The virtual clock as one silo has it. What becomes due while the silo is not driven waits until it is, as in a process that was paused;
/// once it is dead, nothing fires.
/// </summary>
internal sealed class SiloClock(VirtualTimeProvider clock) : TimeProvider
{
    private readonly Queue<Timer> _held = [];
    private bool _driven;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    /// <summary>Set once, when the silo is killed.</summary>
    public bool IsDead { get; set; }

    /// <summary>Whether the silo runs at present. Set by the thread that moves the clock, which is also the one that timers fire on.</summary>
    public bool IsDriven
    {
        get => _driven;
        set
        {
            _driven = value;
            while (_driven && _held.TryDequeue(out var timer))
                timer.Fire();
        }
    }

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer : ITimer
    {
        private readonly SiloClock _owner;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _timer;

        public Timer(SiloClock owner, TimerCallback callback, object? state)
        {
            (_owner, _callback, _state) = (owner, callback, state);
            _timer = owner.Inner.CreateTimer(static self => ((Timer)self!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => !_owner.IsDead && _timer.Change(dueTime, period);

        public void Dispose() => _timer.Dispose();

        public ValueTask DisposeAsync() => _timer.DisposeAsync();

        public void Fire()
        {
            if (_owner.IsDead)
                _timer.Dispose();
            else if (_owner.IsDriven)
                _callback(_state);
            else
                _owner._held.Enqueue(this);
        }
    }

    private VirtualTimeProvider Inner => clock;
}
