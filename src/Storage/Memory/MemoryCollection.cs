namespace Krewe.Storage.Memory;

/// <summary>One collection's log: the retained entries in order, and where each current object's version is kept.</summary>
internal sealed class MemoryCollection
{
    /// <summary>Entries after <see cref="_compacted"/>: the one of revision r is at index r - _compacted - 1.</summary>
    private readonly List<LogEntry> _history = [];
    private readonly SortedDictionary<string, StoredObject> _current = new(StringComparer.Ordinal);
    private long _compacted;

    public MemoryCollection() { }

    /// <summary>A collection as it stands, without history.</summary>
    public MemoryCollection(long revision, IEnumerable<StoredObject> objects)
    {
        _compacted = revision;
        foreach (var stored in objects)
            _current.Add(stored.Key, stored);
    }

    private long Revision => _compacted + _history.Count;

    public CollectionState Load() => new(Revision, _compacted, [.. _current.Values]);

    public CommitResult Commit(CommitBatch batch)
    {
        if (batch.ConflictWith(Revision) is { } conflict)
            return conflict;

        for (var index = 0; index < batch.Changes.Count; index++)
            Append(batch.RevisionOf(index), batch.Changes[index]);
        return new CommitResult.Committed(batch.LastRevision);
    }

    public HistoryResult ReadHistory(long afterRevision, HistoryLimit limit)
    {
        if (afterRevision < _compacted)
            return new HistoryResult.Compacted(_compacted);

        var start = (int)Math.Min(afterRevision - _compacted, _history.Count);
        var end = start;
        for (var bytes = 0L; end < _history.Count && end - start < limit.Entries && bytes < limit.Bytes; end++)
            bytes += _history[end].Bytes;
        return new HistoryResult.Entries(_history.GetRange(start, end - start));
    }

    public void Compact(long upToRevision)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(upToRevision, Revision);
        if (upToRevision <= _compacted)
            return;
        _history.RemoveRange(0, (int)(upToRevision - _compacted));
        _compacted = upToRevision;
    }

    private void Append(long revision, ObjectChange change)
    {
        ReadOnlyMemory<byte>? previous = _current.TryGetValue(change.Key, out var replaced) ? replaced.Value : default(ReadOnlyMemory<byte>?);
        _history.Add(new LogEntry(revision, change.Key, change.Value, change.Deleted, previous));
        if (change.Deleted)
            _current.Remove(change.Key);
        else
            _current[change.Key] = new StoredObject(change.Key, revision, change.Value);
    }
}
