namespace Krewe.EmbeddedSilo.Testing;

/// <summary>The clock as one silo has it: when the silo is killed, its timers fire no more, while others' on the same clock do.</summary>
internal sealed class MortalClock(VirtualTimeProvider clock) : TimeProvider
{
    public override long TimestampFrequency => clock.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    /// <summary>Set once, when the silo is killed.</summary>
    public bool IsDead { get; set; }

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, callback, state, dueTime, period);

    private VirtualTimeProvider Inner => clock;

    private sealed class Timer : ITimer
    {
        private readonly MortalClock _owner;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _timer;

        public Timer(MortalClock owner, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _owner = owner;
            _callback = callback;
            _state = state;
            _timer = owner.Inner.CreateTimer(static self => ((Timer)self!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => !_owner.IsDead && _timer.Change(dueTime, period);

        public void Dispose() => _timer.Dispose();

        public ValueTask DisposeAsync() => _timer.DisposeAsync();

        private void Fire()
        {
            if (_owner.IsDead)
                _timer.Dispose();
            else
                _callback(_state);
        }
    }
}
