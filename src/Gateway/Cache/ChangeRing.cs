using Krewe.Grains.Collections;

namespace Krewe.Gateway.Cache;

/// <summary>
/// The most recent changes of a collection, for any number of watches that each read at their own place: nothing is queued for a watch,
/// so a slow one costs nothing. One writer; readers take no lock.
/// </summary>
/// <remarks>
/// Revisions count up by one, so a revision's slot is known, and a slot tells by its revision whether the writer has gone round since.
/// A reader that meets another revision than it wants has fallen out of the ring and must read from storage.
/// </remarks>
internal sealed class ChangeRing
{
    private readonly Change?[] _slots;
    private long _last;

    /// <param name="capacity">Changes to keep; a power of two.</param>
    public ChangeRing(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(System.Numerics.BitOperations.IsPow2(capacity), true);
        _slots = new Change?[capacity];
    }

    /// <summary>The revision of the newest change.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>Empties the ring; the next change follows on <paramref name="revision"/>.</summary>
    public void Reset(long revision)
    {
        Array.Clear(_slots);
        Volatile.Write(ref _last, revision);
    }

    /// <summary>Adds the change that follows on <see cref="Last"/>.</summary>
    public void Append(Change change)
    {
        var revision = change.Document.Revision;
        Volatile.Write(ref _slots[Slot(revision)], change);
        Volatile.Write(ref _last, revision);
    }

    /// <summary>Copies changes after a revision, oldest first, as many as there is room for. Null when the ring no longer has the first of them.</summary>
    public int? Read(long afterRevision, Span<Change> into)
    {
        var last = Last;
        var count = (int)Math.Clamp(last - afterRevision, 0, into.Length);
        for (var i = 0; i < count; i++)
        {
            var revision = afterRevision + 1 + i;
            var change = Volatile.Read(ref _slots[Slot(revision)]);
            if (change is null || change.Document.Revision != revision)
                return i == 0 ? null : i;
            into[i] = change;
        }
        return count;
    }

    private long Slot(long revision) => revision & (_slots.Length - 1);
}
