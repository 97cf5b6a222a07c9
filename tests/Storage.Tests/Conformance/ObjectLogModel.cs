namespace Krewe.Storage.Tests.Conformance;

/// <summary>
/// The object log at its plainest: every change ever made to a collection, and the horizon. Everything else is computed from the
/// start each time, so that there is nothing in it to get wrong.
/// </summary>
internal sealed class ObjectLogModel
{
    private readonly Dictionary<string, List<ObjectChange>> _changes = [];
    private readonly Dictionary<string, long> _compacted = [];

    public long Revision(string collection) => Changes(collection).Count;

    public long Compacted(string collection) => _compacted.GetValueOrDefault(collection);

    public CommitResult Commit(CommitBatch batch)
    {
        if (batch.ExpectedRevision != Revision(batch.Collection))
            return new CommitResult.Conflict(Revision(batch.Collection));
        Changes(batch.Collection).AddRange(batch.Changes);
        return new CommitResult.Committed(Revision(batch.Collection));
    }

    public void Compact(string collection, long upToRevision) =>
        _compacted[collection] = Math.Max(upToRevision, Compacted(collection));

    public CollectionState Load(string collection)
    {
        var objects = new SortedDictionary<string, StoredObject>(StringComparer.Ordinal);
        foreach (var entry in AllEntries(collection))
        {
            objects.Remove(entry.Key);
            if (!entry.Deleted)
                objects.Add(entry.Key, new StoredObject(entry.Key, entry.Revision, entry.Value));
        }
        return new CollectionState(Revision(collection), Compacted(collection), [.. objects.Values]);
    }

    public HistoryResult ReadHistory(string collection, long after, int limit) => after < Compacted(collection)
        ? new HistoryResult.Compacted(Compacted(collection))
        : new HistoryResult.Entries([.. AllEntries(collection).Where(entry => entry.Revision > after).Take(limit)]);

    private IEnumerable<LogEntry> AllEntries(string collection)
    {
        var changes = Changes(collection);
        for (var index = 0; index < changes.Count; index++)
        {
            var change = changes[index];
            var last = changes.Take(index).LastOrDefault(earlier => earlier.Key == change.Key);
            ReadOnlyMemory<byte>? previous = last is { Deleted: false } ? last.Value : default(ReadOnlyMemory<byte>?);
            yield return new LogEntry(index + 1, change.Key, change.Value, change.Deleted, previous);
        }
    }

    private List<ObjectChange> Changes(string collection)
    {
        if (!_changes.TryGetValue(collection, out var changes))
            _changes.Add(collection, changes = []);
        return changes;
    }
}
