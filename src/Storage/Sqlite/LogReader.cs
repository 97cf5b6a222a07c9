namespace Krewe.Storage.Sqlite;

/// <summary>The queries of the log on one read connection. Each is a single statement, hence a consistent view without a transaction.</summary>
internal sealed class LogReader : IDisposable
{
    private readonly Database _database;
    private readonly Statement _load;
    private readonly Statement _history;

    public LogReader(string path)
    {
        _database = Database.Open(path);
        _database.Execute("PRAGMA query_only = ON");
        _load = _database.Prepare(
            """
            SELECT c.revision, c.compacted, o.key, o.revision, e.value
            FROM collection c
            LEFT JOIN object o ON o.collection = c.id
            LEFT JOIN entry e ON e.collection = c.id AND e.revision = o.revision
            WHERE c.name = ?1
            ORDER BY o.key
            """);
        _history = _database.Prepare(
            """
            SELECT c.compacted, e.revision, e.key, e.value, e.deleted, e.previous, p.value
            FROM collection c
            LEFT JOIN entry e ON e.collection = c.id AND e.revision > ?2
            LEFT JOIN entry p ON p.collection = c.id AND p.revision = e.previous
            WHERE c.name = ?1
            ORDER BY e.revision
            LIMIT ?3
            """);
    }

    public CollectionState Load(string collection, CancellationToken cancellationToken)
    {
        var state = CollectionState.Empty;
        var objects = new List<StoredObject>();
        foreach (var row in _load.Bind(1, collection).Rows())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (objects.Count == 0)
                state = new CollectionState(row.Number(0), row.Number(1), objects);
            if (!row.IsNull(2))
                objects.Add(new StoredObject(row.Text(2), row.Number(3), row.Blob(4)));
        }
        return state;
    }

    public HistoryResult ReadHistory(string collection, long afterRevision, HistoryLimit limit, CancellationToken cancellationToken)
    {
        var entries = new List<LogEntry>();
        var bytes = 0L;
        foreach (var row in _history.Bind(1, collection).Bind(2, afterRevision).Bind(3, limit.Entries).Rows())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (row.Number(0) is var compacted && afterRevision < compacted)
                return new HistoryResult.Compacted(compacted);
            if (!row.IsNull(1))
            {
                ReadOnlyMemory<byte>? previous = row.IsNull(5) ? default(ReadOnlyMemory<byte>?) : row.Blob(6);
                var entry = new LogEntry(row.Number(1), row.Text(2), row.Blob(3), row.Number(4) != 0, previous);
                entries.Add(entry);
                bytes += entry.Bytes;
                if (bytes >= limit.Bytes)
                    break;
            }
        }
        return new HistoryResult.Entries(entries);
    }

    public void Dispose() => _database.Dispose();
}
