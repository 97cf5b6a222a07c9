namespace Krewe.Storage.Sqlite;

/// <summary>
/// The changes that the log makes to its tables, always within a transaction of the caller. The condition is tested against the
/// table and not against memory, so it also holds against a writer that should not be there.
/// </summary>
internal sealed class LogTables(Database database)
{
    private readonly Statement _find = database.Prepare("SELECT id, revision, compacted FROM collection WHERE name = ?1");
    private readonly Statement _create = database.Prepare("INSERT INTO collection (name, revision, compacted) VALUES (?1, 0, 0)");
    private readonly Statement _advance = database.Prepare("UPDATE collection SET revision = ?2 WHERE id = ?1");
    private readonly Statement _compacted = database.Prepare("UPDATE collection SET compacted = ?2 WHERE id = ?1");

    private readonly Statement _current = database.Prepare("SELECT revision FROM object WHERE collection = ?1 AND key = ?2");
    private readonly Statement _point = database.Prepare(
        """
        INSERT INTO object (collection, key, revision) VALUES (?1, ?2, ?3)
        ON CONFLICT (collection, key) DO UPDATE SET revision = excluded.revision
        """);
    private readonly Statement _end = database.Prepare("DELETE FROM object WHERE collection = ?1 AND key = ?2");
    private readonly Statement _append = database.Prepare(
        "INSERT INTO entry (collection, revision, previous, deleted, key, value) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    private readonly Statement _forgetReplaced = database.Prepare(
        """
        DELETE FROM entry WHERE collection = ?1 AND revision IN (
            SELECT previous FROM entry WHERE collection = ?1 AND revision > ?2 AND revision <= ?3 AND previous IS NOT NULL)
        """);
    private readonly Statement _forgetTombstones = database.Prepare(
        "DELETE FROM entry WHERE collection = ?1 AND revision > ?2 AND revision <= ?3 AND deleted");

    public CommitResult Commit(CommitBatch batch)
    {
        var collection = Find(batch.Collection);
        if (batch.ConflictWith(collection.Revision) is { } conflict)
            return conflict;
        if (batch.Changes.Count == 0)
            return new CommitResult.Committed(batch.LastRevision);

        var id = collection.Id ?? Create(batch.Collection);
        for (var index = 0; index < batch.Changes.Count; index++)
            Append(id, batch.RevisionOf(index), batch.Changes[index]);
        _advance.Bind(1, id).Bind(2, batch.LastRevision).Run();
        return new CommitResult.Committed(batch.LastRevision);
    }

    /// <summary>Compacts up to a revision that the collection has reached, otherwise does nothing.</summary>
    /// <remarks>
    /// What becomes garbage between the old horizon and the new one is exactly this: the versions that the entries in between replaced
    /// (nothing later can name them), and the tombstones in between. So only those entries are visited.
    /// </remarks>
    /// <returns>The revision that the collection stands at.</returns>
    public long Compact(string name, long upToRevision)
    {
        var collection = Find(name);
        if (collection.Id is { } id && upToRevision > collection.Compacted && upToRevision <= collection.Revision)
        {
            _forgetReplaced.Bind(1, id).Bind(2, collection.Compacted).Bind(3, upToRevision).Run();
            _forgetTombstones.Bind(1, id).Bind(2, collection.Compacted).Bind(3, upToRevision).Run();
            _compacted.Bind(1, id).Bind(2, upToRevision).Run();
        }
        return collection.Revision;
    }

    private void Append(long collection, long revision, ObjectChange change)
    {
        var previous = _current.Bind(1, collection).Bind(2, change.Key).Scalar();
        _append.Bind(1, collection).Bind(2, revision).Bind(3, previous).Bind(4, change.Deleted ? 1 : 0).Bind(5, change.Key)
            .Bind(6, change.Value).Run();
        if (!change.Deleted)
            _point.Bind(1, collection).Bind(2, change.Key).Bind(3, revision).Run();
        else if (previous is not null)
            _end.Bind(1, collection).Bind(2, change.Key).Run();
    }

    private (long? Id, long Revision, long Compacted) Find(string name)
    {
        foreach (var row in _find.Bind(1, name).Rows())
            return (row.Number(0), row.Number(1), row.Number(2));
        return (null, 0, 0);
    }

    private long Create(string name)
    {
        _create.Bind(1, name).Run();
        return database.LastInsertedRow;
    }
}
