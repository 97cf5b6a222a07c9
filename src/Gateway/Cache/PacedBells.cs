using System.Collections.Immutable;

namespace Krewe.Gateway.Cache;

/// <summary>
/// The bells of many watches. The first change after a pause rings at once. While changes follow each other closely, the bells ring every
/// few milliseconds, so that a watch sends several events with one system call; and when there are many changes for many watches, every
/// few more, up to a quarter of a millisecond for each watch: what it takes to wake a watch is ten times what an event takes that it sends.
/// </summary>
internal sealed class PacedBells
{
    /// <summary>From so many changes between two rings on, a longer pause makes fewer and longer writes of them.</summary>
    private const int Many = 3;

    private static readonly TimeSpan ShortestGap = TimeSpan.FromMilliseconds(8);
    private static readonly TimeSpan LongestGap = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan GapOfOneWatch = TimeSpan.FromMilliseconds(0.25);

    private readonly TimeProvider _time;
    private readonly ITimer _later;
    private ImmutableArray<Doorbell> _bells = [];
    private long _gapTicks = ShortestGap.Ticks;
    private long _rungAt;
    private int _changes;
    private int _pending;

    public PacedBells(TimeProvider time)
    {
        _time = time;
        _later = time.CreateTimer(_ => RingNow(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Adds a bell until the result is disposed.</summary>
    public IDisposable Add(Doorbell bell)
    {
        ImmutableInterlocked.Update(ref _bells, static (bells, bell) => bells.Add(bell), bell);
        return new Subscription(this, bell);
    }

    /// <summary>Rings all bells, now or soon, because of a number of changes.</summary>
    public void Ring(int changes)
    {
        if (_bells.IsEmpty)
            return;
        Interlocked.Add(ref _changes, changes);
        var gap = new TimeSpan(Volatile.Read(ref _gapTicks));
        var since = _time.GetElapsedTime(Volatile.Read(ref _rungAt));
        if (since >= gap)
            RingNow();
        else if (Interlocked.Exchange(ref _pending, 1) == 0)
            _later.Change(gap - since, Timeout.InfiniteTimeSpan);
    }

    private void RingNow()
    {
        // What changes from here on asks for another ring.
        Volatile.Write(ref _pending, 0);
        Volatile.Write(ref _rungAt, _time.GetTimestamp());
        var bells = _bells;
        Pace(bells.Length, Interlocked.Exchange(ref _changes, 0));
        foreach (var bell in bells)
            bell.Ring();
    }

    private void Pace(int watches, int changes)
    {
        var longest = Math.Min((watches * GapOfOneWatch).Ticks, LongestGap.Ticks);
        var gap = changes < Many ? 0 : Volatile.Read(ref _gapTicks) * 3 / 2;
        Volatile.Write(ref _gapTicks, Math.Max(ShortestGap.Ticks, Math.Min(gap, longest)));
    }

    private sealed class Subscription(PacedBells owner, Doorbell bell) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref owner._bells, static (bells, bell) => bells.Remove(bell), bell);
    }
}
