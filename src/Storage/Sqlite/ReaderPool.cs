using System.Collections.Concurrent;

namespace Krewe.Storage.Sqlite;

/// <summary>Read connections, opened when first needed and kept: reads never wait for the writer, only for each other beyond the bound.</summary>
internal sealed class ReaderPool(string path, int size) : IAsyncDisposable
{
    private readonly ConcurrentBag<LogReader> _idle = [];
    private readonly SemaphoreSlim _free = new(size);
    private volatile bool _closed;

    /// <summary>Runs a query on the thread pool, since SQLite blocks while it reads.</summary>
    /// <exception cref="ObjectDisposedException">The pool is closed.</exception>
    public async Task<T> ReadAsync<T>(Func<LogReader, T> query, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(SqliteObjectLog));
            return await Task.Run(() => Read(query), cancellationToken);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Waits for the queries that run, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        _closed = true;
        for (var taken = 0; taken < size; taken++)
            await _free.WaitAsync();
        foreach (var reader in _idle)
            reader.Dispose();
        _free.Release(size);
    }

    private T Read<T>(Func<LogReader, T> query)
    {
        var reader = _idle.TryTake(out var idle) ? idle : new LogReader(path);
        try
        {
            return query(reader);
        }
        finally
        {
            _idle.Add(reader);
        }
    }
}
