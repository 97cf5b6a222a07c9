namespace Krewe.Grains.Collections;

/// <summary>The last changes of a collection, one for each revision without a gap.</summary>
internal sealed class ChangeRing(int capacity, long revision)
{
    private readonly Change?[] _items = new Change?[capacity];
    private long _oldest = revision;
    private long _newest = revision;

    public void Add(Change change)
    {
        _newest++;
        _items[_newest % _items.Length] = change;
        _oldest = Math.Max(_oldest, _newest - _items.Length);
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
}
