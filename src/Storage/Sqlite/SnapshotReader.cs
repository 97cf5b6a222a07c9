using Krewe.Storage.Snapshots;

namespace Krewe.Storage.Sqlite;

/// <summary>
/// Reads everything with one statement, hence as it stands at one moment, in pages; used by one thread at a time. The write-ahead log
/// keeps what the statement still has to see, so it grows until the reader is disposed of.
/// </summary>
internal sealed class SnapshotReader : IDisposable
{
    private const int PageEntries = 512;
    private const int PageBytes = 1 << 20;

    private readonly Database _database;
    private readonly IEnumerator<Statement> _rows;
    private string? _collection;

    /// <summary>Opens the database; the moment is now.</summary>
    public SnapshotReader(string path)
    {
        _database = Database.Open(path);
        try
        {
            _database.Execute("PRAGMA query_only = ON; BEGIN");
            // The transaction's view is taken by its first read.
            _database.Query("SELECT count(*) FROM collection");
            _rows = _database.Prepare(
                """
                SELECT c.name, c.revision, o.key, o.revision, e.value
                FROM collection c
                LEFT JOIN object o ON o.collection = c.id
                LEFT JOIN entry e ON e.collection = c.id AND e.revision = o.revision
                ORDER BY c.name, o.key
                """).Rows().GetEnumerator();
        }
        catch (ObjectLogException)
        {
            _database.Dispose();
            throw;
        }
    }

    /// <summary>The next entries; none at the end.</summary>
    public List<SnapshotEntry> NextPage()
    {
        var page = new List<SnapshotEntry>();
        for (var bytes = 0; page.Count < PageEntries && bytes < PageBytes && _rows.MoveNext();)
        {
            var row = _rows.Current;
            if (row.Text(0) is var name && name != _collection)
                page.Add(new SnapshotEntry.Collection(_collection = name, row.Number(1)));
            if (row.IsNull(2))
                continue;
            var value = row.Blob(4);
            page.Add(new SnapshotEntry.Item(new StoredObject(row.Text(2), row.Number(3), value)));
            bytes += value.Length;
        }
        return page;
    }

    public void Dispose()
    {
        _rows.Dispose();
        _database.Dispose();
    }
}
