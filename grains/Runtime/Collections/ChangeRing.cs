namespace Krewe.Grains.Collections;

/// <summary>The last changes of a collection, one for each revision without a gap: at most so many, and of so many bytes, but the newest always.</summary>
internal sealed class ChangeRing(int capacity, int maxBytes, long revision)
{
    private readonly Change?[] _items = new Change?[capacity];
    private long _oldest = revision;
    private long _newest = revision;
    private long _bytes;

    public void Add(Change change)
    {
        if (_newest - _oldest == _items.Length)
            DropOldest();
        _newest++;
        _items[_newest % _items.Length] = change;
        _bytes += change.Bytes;
        while (_bytes > maxBytes && _newest - _oldest > 1)
            DropOldest();
    }

    /// <summary>Changes after a revision, or null where the ring no longer has all of them.</summary>
    public IReadOnlyList<Change>? After(long revision, int limit)
    {
        if (revision < _oldest)
            return null;
        var changes = new List<Change>((int)Math.Min(limit, Math.Max(0, _newest - revision)));
        for (var next = revision + 1; next <= _newest && changes.Count < limit; next++)
            changes.Add(_items[next % _items.Length]!);
        return changes;
    }

    private void DropOldest()
    {
        _oldest++;
        ref var slot = ref _items[_oldest % _items.Length];
        _bytes -= slot!.Bytes;
        slot = null;
    }
}
