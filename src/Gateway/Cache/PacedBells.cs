using System.Collections.Immutable;

namespace Krewe.Gateway.Cache;

/// <summary>
/// The bells of many watches, rung in rounds. The first change after a pause rings all at once. While changes follow each other closely, a
/// round begins every few milliseconds, so that a watch sends several events with one system call; and when there are many changes for many
/// watches, every few more, up to a quarter of a millisecond for each watch: what it takes to wake a watch is ten times what an event takes
/// that it sends. Such a round is spread over the time until the next, so that watches that wake do not all stand before what else is to be
/// done, the writes above all that they wait for.
/// </summary>
internal sealed class PacedBells
{
    /// <summary>From so many changes between two rounds on, a longer pause makes fewer and longer writes of them.</summary>
    private const int Many = 3;

    private static readonly TimeSpan ShortestGap = TimeSpan.FromMilliseconds(8);
    private static readonly TimeSpan LongestGap = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan GapOfOneWatch = TimeSpan.FromMilliseconds(0.25);
    private static readonly TimeSpan Stroke = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ITimer _later;
    private ImmutableArray<Doorbell> _bells = [];
    private ImmutableArray<Doorbell> _round = [];
    private int _rung;
    private long _began;
    private TimeSpan _gap = ShortestGap;
    private TimeSpan _spread;
    private int _changes;

    public PacedBells(TimeProvider time)
    {
        _time = time;
        _later = time.CreateTimer(_ => GoOn(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private bool IsRinging => _rung < _round.Length;

    /// <summary>Adds a bell until the result is disposed.</summary>
    public IDisposable Add(Doorbell bell)
    {
        lock (_gate)
            _bells = _bells.Add(bell);
        return new Subscription(this, bell);
    }

    /// <summary>Rings all bells, now or soon, because of a number of changes.</summary>
    public void Ring(int changes)
    {
        lock (_gate)
        {
            if (_bells.IsEmpty)
                return;
            var isExpected = _changes > 0 || IsRinging;
            _changes += changes;
            if (!isExpected)
                BeginOrWait();
        }
    }

    private void GoOn()
    {
        lock (_gate)
        {
            if (IsRinging)
                RingMore();
            else if (_changes > 0)
                BeginOrWait();
        }
    }

    private void BeginOrWait()
    {
        var wait = _gap - _time.GetElapsedTime(_began);
        if (wait > TimeSpan.Zero)
        {
            _later.Change(wait, Timeout.InfiniteTimeSpan);
            return;
        }
        _began = _time.GetTimestamp();
        _round = _bells;
        _rung = 0;
        Pace();
        RingMore();
    }

    /// <summary>Rings those whose time has come.</summary>
    private void RingMore()
    {
        var due = (_time.GetElapsedTime(_began) + Stroke) / (_spread + Stroke);
        var end = Math.Min((int)Math.Ceiling(_round.Length * due), _round.Length);
        foreach (var bell in _round.AsSpan()[_rung..end])
            bell.Ring();
        _rung = end;
        if (IsRinging)
        {
            _later.Change(Stroke, Timeout.InfiniteTimeSpan);
            return;
        }
        _round = [];
        _rung = 0;
        if (_changes > 0)
            BeginOrWait();
    }

    private void Pace()
    {
        var isMany = _changes >= Many;
        var longest = TimeSpan.FromTicks(Math.Min((_round.Length * GapOfOneWatch).Ticks, LongestGap.Ticks));
        var gap = isMany ? _gap * 1.5 : TimeSpan.Zero;
        gap = gap < longest ? gap : longest;
        _gap = gap > ShortestGap ? gap : ShortestGap;
        // The last of a round ring a stroke before the first of the next.
        _spread = isMany ? _gap - Stroke : TimeSpan.Zero;
        _changes = 0;
    }

    private sealed class Subscription(PacedBells owner, Doorbell bell) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._gate)
                owner._bells = owner._bells.Remove(bell);
        }
    }
}
