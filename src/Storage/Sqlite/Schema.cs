namespace Krewe.Storage.Sqlite;

/// <summary>
/// The tables, and the way from each version of them to the next. The file says what it is in SQLite's own header fields:
/// <c>application_id</c> marks a Krewe database, <c>user_version</c> is the version of its schema.
/// </summary>
internal static class Schema
{
    /// <summary>"KRWE" in ASCII.</summary>
    private const long ApplicationId = 0x4B525745;

    /// <summary>
    /// Step i leads from version i to i + 1. A step that has been released is never edited.
    /// </summary>
    /// <remarks>
    /// Every version is stored once, as the <c>entry</c> that wrote it, values last in the row so that scans of the other columns
    /// need not read them. <c>object</c> points at the current versions, <c>entry.previous</c> at the version that an entry replaced.
    /// </remarks>
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE collection (
            id        INTEGER PRIMARY KEY,
            name      TEXT    NOT NULL UNIQUE,
            revision  INTEGER NOT NULL,
            compacted INTEGER NOT NULL
        );
        CREATE TABLE entry (
            collection INTEGER NOT NULL,
            revision   INTEGER NOT NULL,
            previous   INTEGER,
            deleted    INTEGER NOT NULL,
            key        TEXT    NOT NULL,
            value      BLOB    NOT NULL,
            PRIMARY KEY (collection, revision)
        );
        CREATE TABLE object (
            collection INTEGER NOT NULL,
            key        TEXT    NOT NULL,
            revision   INTEGER NOT NULL,
            PRIMARY KEY (collection, key)
        ) WITHOUT ROWID;
        """,
    ];

    /// <summary>The version that this program reads and writes.</summary>
    public static int Version => Steps.Length;

    /// <summary>Proves that the file is ours before anything in it is touched, and brings it to <see cref="Version"/>.</summary>
    /// <exception cref="ObjectLogException">The file is something else, or newer than this program.</exception>
    public static void Prepare(Database database)
    {
        var isNew = database.Query("SELECT count(*) FROM sqlite_master") == 0 && database.Query("PRAGMA application_id") == 0;
        if (!isNew && database.Query("PRAGMA application_id") != ApplicationId)
            throw new ObjectLogException(ObjectLogFailure.Foreign, $"{database.Path}: this is not a Krewe database; name another file.");

        var version = database.Query("PRAGMA user_version");
        if (!isNew && version > Version)
        {
            throw new ObjectLogException(ObjectLogFailure.Newer,
                $"{database.Path}: a newer Krewe has written this database (its schema is {version}, this one knows {Version}); upgrade Krewe.");
        }

        database.Execute("PRAGMA journal_mode = WAL");
        database.Execute("PRAGMA synchronous = FULL");
        for (var step = isNew ? 0 : version; step < Version; step++)
        {
            var sql = $"{Steps[step]} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {step + 1};";
            database.Transact(() => database.Execute(sql));
        }
    }
}
