using SQLitePCL;
using static SQLitePCL.raw;

namespace Krewe.Storage.Sqlite;

/// <summary>
/// One connection to the database file, used by one thread at a time. It speaks to SQLite's own interface: on the writer's path
/// an ADO.NET command for each statement would cost more than the statement.
/// </summary>
internal sealed class Database : IDisposable
{
    /// <summary>How long a statement waits for a lock of another process, such as a <c>sqlite3</c> shell that somebody has open.</summary>
    private const int BusyTimeoutMilliseconds = 5000;

    private readonly sqlite3 _handle;
    private readonly List<Statement> _statements = [];
    private Statement? _begin;
    private Statement? _commit;

    private Database(sqlite3 handle, string path)
    {
        _handle = handle;
        Path = path;
    }

    public string Path { get; }

    public long LastInsertedRow => sqlite3_last_insert_rowid(_handle);

    public bool InTransaction => sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Opens an existing file; an empty one is a new database.</summary>
    public static Database Open(string path)
    {
        _ = SqliteLibrary.Version;
        var code = sqlite3_open_v2(path, out var handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, null);
        var database = new Database(handle, path);
        try
        {
            database.Check(code);
            sqlite3_extended_result_codes(handle, 1);
            database.Check(sqlite3_busy_timeout(handle, BusyTimeoutMilliseconds));
            return database;
        }
        catch (ObjectLogException)
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Compiles a statement that lives as long as the connection.</summary>
    public Statement Prepare(string sql)
    {
        Check(sqlite3_prepare_v3(_handle, sql, SQLITE_PREPARE_PERSISTENT, out var handle));
        var statement = new Statement(this, handle);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Runs one or more statements that are not worth keeping.</summary>
    public void Execute(string sql) => Check(sqlite3_exec(_handle, sql));

    /// <summary>The number that a query answers.</summary>
    public long Query(string sql)
    {
        Check(sqlite3_prepare_v2(_handle, sql, out var handle));
        using var statement = new Statement(this, handle);
        return statement.Scalar() ?? 0;
    }

    /// <summary>
    /// Runs a change as one transaction: durable when this returns, gone without a trace when it throws.
    /// </summary>
    public void Transact(Action change)
    {
        (_begin ??= Prepare("BEGIN IMMEDIATE")).Run();
        try
        {
            change();
            (_commit ??= Prepare("COMMIT")).Run();
        }
        finally
        {
            // After some errors SQLite has rolled back by itself. An error of the rollback must not hide the one that led here.
            if (InTransaction)
                _ = sqlite3_exec(_handle, "ROLLBACK");
        }
    }

    public void Check(int code)
    {
        if (code != SQLITE_OK)
            throw Failure(code);
    }

    public ObjectLogException Failure(int code)
    {
        var (failure, hint) = (code & 0xff) switch
        {
            SQLITE_FULL => (ObjectLogFailure.Full, "no space is left for it"),
            SQLITE_BUSY or SQLITE_LOCKED => (ObjectLogFailure.InUse, "another process has locked it"),
            SQLITE_NOTADB => (ObjectLogFailure.Foreign, "it is not a Krewe database"),
            SQLITE_CORRUPT => (ObjectLogFailure.Corrupt, "it is damaged; restore a backup"),
            _ => (ObjectLogFailure.InputOutput, "it cannot be read or written"),
        };
        return new ObjectLogException(
            failure, $"{Path}: {hint} (SQLite error {code}: {sqlite3_errmsg(_handle).utf8_to_string()}).");
    }

    public void Dispose()
    {
        foreach (var statement in _statements)
            statement.Dispose();
        _handle.Dispose();
    }
}
