using SQLitePCL;
using static SQLitePCL.raw;

namespace Krewe.Storage.Sqlite;

/// <summary>A compiled statement, bound and run again and again. Parameters count from 1, columns from 0, as in SQLite.</summary>
internal sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    public Statement Bind(int parameter, long value)
    {
        database.Check(sqlite3_bind_int64(handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, long? value)
    {
        if (value is { } number)
            return Bind(parameter, number);
        database.Check(sqlite3_bind_null(handle, parameter));
        return this;
    }

    public Statement Bind(int parameter, string value)
    {
        database.Check(sqlite3_bind_text(handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, ReadOnlyMemory<byte> value)
    {
        database.Check(sqlite3_bind_blob(handle, parameter, value.Span));
        return this;
    }

    /// <summary>Runs to the end, for statements that answer nothing.</summary>
    public void Run()
    {
        try
        {
            while (Step()) { }
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>The first row's first column, or null when there is no row.</summary>
    public long? Scalar()
    {
        try
        {
            return Step() ? Number(0) : null;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>The rows one by one; each time the statement itself stands for the row.</summary>
    public IEnumerable<Statement> Rows()
    {
        try
        {
            while (Step())
                yield return this;
        }
        finally
        {
            Reset();
        }
    }

    public long Number(int column) => sqlite3_column_int64(handle, column);

    public string Text(int column) => sqlite3_column_text(handle, column).utf8_to_string();

    public byte[] Blob(int column) => sqlite3_column_blob(handle, column).ToArray();

    public bool IsNull(int column) => sqlite3_column_type(handle, column) == SQLITE_NULL;

    public void Dispose() => handle.Dispose();

    private bool Step()
    {
        var code = sqlite3_step(handle);
        return code switch
        {
            SQLITE_ROW => true,
            SQLITE_DONE => false,
            _ => throw database.Failure(code),
        };
    }

    // Reset answers the error of the last step once more; that one has been thrown already.
    private void Reset() => _ = sqlite3_reset(handle);
}
