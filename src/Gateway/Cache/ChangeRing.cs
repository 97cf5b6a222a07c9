using Krewe.Grains.Collections;

namespace Krewe.Gateway.Cache;

/// <summary>
/// The most recent changes of a collection, for any number of watches that each read at their own place: nothing is queued for a watch,
/// so a slow one costs nothing. At most so many changes, and of so many bytes, but the newest always. One writer; readers take no lock.
/// </summary>
/// <remarks>
/// Revisions count up by one, so a revision's slot is known, and a slot tells by its revision whether the writer has gone round since.
/// A reader that meets another revision than it wants, or none, has fallen out of the ring and must read from storage.
/// </remarks>
internal sealed class ChangeRing
{
    private readonly Change?[] _slots;
    private readonly int _maxBytes;
    private long _last;

    // What the writer alone knows: the first change that is kept, and the bytes of all.
    private long _first;
    private long _bytes;

    /// <param name="capacity">Changes to keep; a power of two.</param>
    /// <param name="maxBytes">Bytes to keep.</param>
    public ChangeRing(int capacity, int maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(System.Numerics.BitOperations.IsPow2(capacity), true);
        _slots = new Change?[capacity];
        _maxBytes = maxBytes;
    }

    /// <summary>The revision of the newest change.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>Empties the ring; the next change follows on <paramref name="revision"/>.</summary>
    public void Reset(long revision)
    {
        Array.Clear(_slots);
        _first = revision + 1;
        _bytes = 0;
        Volatile.Write(ref _last, revision);
    }

    /// <summary>Adds the change that follows on <see cref="Last"/>.</summary>
    public void Append(Change change)
    {
        var revision = change.Document.Revision;
        if (revision - _first == _slots.Length)
            DropFirst();
        Volatile.Write(ref _slots[Slot(revision)], change);
        Volatile.Write(ref _last, revision);
        _bytes += change.Bytes;
        while (_bytes > _maxBytes && _first < revision)
            DropFirst();
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

    private void DropFirst()
    {
        ref var slot = ref _slots[Slot(_first++)];
        _bytes -= slot!.Bytes;
        Volatile.Write(ref slot, null);
    }

    private long Slot(long revision) => revision & (_slots.Length - 1);
}
