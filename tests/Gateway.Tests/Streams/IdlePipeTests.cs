using Krewe.Gateway.Streams;
using Krewe.Protocol.Streams;

namespace Krewe.Gateway.Tests.Streams;

/// <summary>Streams that nobody uses any more.</summary>
public sealed class IdlePipeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(4);
    private readonly HandClock _clock = new();

    [Fact]
    public async Task What_goes_either_way_puts_off_the_end()
    {
        using var pipe = new IdlePipe(new OpenPipe(), Limit, _clock);
        _clock.Advance(Limit / 2);
        await pipe.SendAsync(new byte[1], CancellationToken.None);
        _clock.Advance(Limit / 2);
        pipe.Idle.IsCancellationRequested.ShouldBeFalse("something was sent meanwhile");
        await pipe.ReceiveAsync(new byte[1], CancellationToken.None);
        _clock.Advance(Limit * 0.75);
        pipe.Idle.IsCancellationRequested.ShouldBeFalse("something came meanwhile");
        _clock.Advance(Limit * 0.25);
        pipe.Idle.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void What_has_ended_is_left_alone()
    {
        var pipe = new IdlePipe(new OpenPipe(), Limit, _clock);
        pipe.Dispose();
        Should.NotThrow(() => _clock.Advance(Limit * 2));
    }

    private sealed class OpenPipe : IMessagePipe
    {
        public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask<int?> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => new(1);
    }

    /// <summary>Time that passes by hand, with one timer.</summary>
    private sealed class HandClock : TimeProvider
    {
        private TimeSpan _now;
        private Alarm? _alarm;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _alarm = new Alarm(this, callback, _now + dueTime);

        public void Advance(TimeSpan time)
        {
            var until = _now + time;
            while (_alarm is { Due: { } due } alarm && due <= until)
            {
                _now = due;
                alarm.Ring();
            }
            _now = until;
        }

        private sealed class Alarm(HandClock clock, TimerCallback callback, TimeSpan due) : ITimer
        {
            public TimeSpan? Due { get; private set; } = due;

            public void Ring()
            {
                Due = null;
                callback(null);
            }

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                Due = clock._now + dueTime;
                return true;
            }

            public void Dispose() => Due = null;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
