using Krewe.EmbeddedSilo.Testing;

namespace Krewe.Simulation.Engine;

/// <summary>
/// The clock as one process has it: its timers fire no more once it is dead and wait while it is paused, and its time of day may jump
/// (<see cref="Skew"/>), while spans are measured on a clock that does not.
/// </summary>
internal sealed class ProcessClock(SimulatedProcess process, VirtualTimeProvider clock) : TimeProvider
{
    private readonly List<Timer> _held = [];

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How much the time of day is off.</summary>
    public TimeSpan Skew { get; set; }

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + Skew;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, callback, state, dueTime, period);

    /// <summary>Fires what was due while the process was paused.</summary>
    public void FireHeld()
    {
        var held = _held.ToArray();
        _held.Clear();
        foreach (var timer in held.Where(static timer => timer.IsHeld))
            timer.Fire();
    }

    private bool IsDead => process.IsDead;

    private sealed class Timer : ITimer
    {
        private readonly ProcessClock _owner;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _timer;
        private bool _disposed;

        public Timer(ProcessClock owner, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_owner, _callback, _state) = (owner, callback, state);
            _timer = owner.Inner.CreateTimer(static self => ((Timer)self!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Change(dueTime, period);
        }

        /// <summary>True from when it was due in a pause until it fires or is changed.</summary>
        public bool IsHeld { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            IsHeld = false;
            return !_owner.IsDead && _timer.Change(dueTime, period);
        }

        public void Dispose()
        {
            _disposed = true;
            IsHeld = false;
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        public void Fire()
        {
            if (_owner.IsDead)
            {
                _timer.Dispose();
            }
            else if (_owner.IsPaused)
            {
                if (!IsHeld)
                    _owner._held.Add(this);
                IsHeld = true;
            }
            else if (!_disposed)
            {
                IsHeld = false;
                _callback(_state);
            }
        }
    }

    private VirtualTimeProvider Inner => clock;

    private bool IsPaused => process.IsPaused;
}
