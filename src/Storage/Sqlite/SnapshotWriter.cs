using Krewe.Storage.Snapshots;

namespace Krewe.Storage.Sqlite;

/// <summary>Fills an empty database in one transaction, on a connection of its own; used by one thread at a time. Without <see cref="Commit"/> nothing is there.</summary>
internal sealed class SnapshotWriter : IDisposable
{
    /// <summary>Entries to write at a time.</summary>
    public const int PageSize = 512;

    private readonly Database _database;
    private readonly Statement _collect;
    private readonly Statement _append;
    private readonly Statement _point;
    private long _collection;

    /// <exception cref="ObjectLogException">The database is not empty.</exception>
    public SnapshotWriter(string path)
    {
        _database = Database.Open(path);
        try
        {
            _database.Execute("PRAGMA synchronous = FULL; BEGIN IMMEDIATE");
            if (_database.Query("SELECT count(*) FROM collection") > 0)
                throw new ObjectLogException(ObjectLogFailure.NotEmpty, $"{path}: this database holds objects already; restore into an empty one.");
            _collect = _database.Prepare("INSERT INTO collection (name, revision, compacted) VALUES (?1, ?2, ?2)");
            _append = _database.Prepare("INSERT INTO entry (collection, revision, deleted, key, value) VALUES (?1, ?2, 0, ?3, ?4)");
            _point = _database.Prepare("INSERT INTO object (collection, key, revision) VALUES (?1, ?2, ?3)");
        }
        catch (ObjectLogException)
        {
            _database.Dispose();
            throw;
        }
    }

    public void Write(IReadOnlyList<SnapshotEntry> entries)
    {
        foreach (var entry in entries)
        {
            switch (entry)
            {
                case SnapshotEntry.Collection begin:
                    _collect.Bind(1, begin.Name).Bind(2, begin.Revision).Run();
                    _collection = _database.LastInsertedRow;
                    break;
                case SnapshotEntry.Item { Stored: var stored }:
                    _append.Bind(1, _collection).Bind(2, stored.Revision).Bind(3, stored.Key).Bind(4, stored.Value).Run();
                    _point.Bind(1, _collection).Bind(2, stored.Key).Bind(3, stored.Revision).Run();
                    break;
            }
        }
    }

    /// <summary>Makes what was written durable.</summary>
    public void Commit() => _database.Execute("COMMIT");

    // Closing a connection takes back what it has not committed.
    public void Dispose() => _database.Dispose();
}
