using System.Runtime.CompilerServices;
using Krewe.Storage.Snapshots;

namespace Krewe.Storage.Sqlite;

/// <summary>
/// The object log in one SQLite file for all collections: write-ahead log, flushed to disk with every transaction, one writer
/// (<see cref="LogWriter"/>), reads beside it on connections of their own.
/// </summary>
/// <remarks>
/// A commit passes <see cref="WriteQueue"/>, <see cref="LogWriter"/> and <see cref="LogTables"/>, and is answered after the flush. If the
/// transaction fails, because the disk is full or broken, every commit in it fails with <see cref="ObjectLogException"/> and none
/// is there; the writer goes on with the next ones.
/// </remarks>
public sealed class SqliteObjectLog : IObjectLog, ISnapshotStore
{
    private const int PageSize = 4096;

    /// <summary>Commits that may wait for the writer before further callers wait for room: enough to keep the disk busy many times over.</summary>
    private const int QueueCapacity = 1024;

    /// <summary>
    /// Bytes of documents after which a transaction takes no more commits in. Bounds the time that a commit waits for its neighbours to
    /// some tens of milliseconds.
    /// </summary>
    private const long GroupSize = 4 << 20;

    /// <summary>Reads that run at once, each on a connection with a cache of up to 2 MB.</summary>
    private const int Readers = 4;

    private readonly DatabaseLock _lock;
    private readonly Database _database;
    private readonly WriteQueue _queue;
    private readonly LogWriter _writer;
    private readonly ReaderPool _readers;

    private SqliteObjectLog(DatabaseLock @lock, Database database)
    {
        _lock = @lock;
        _database = database;
        _queue = new WriteQueue(QueueCapacity, GroupSize);
        _writer = new LogWriter(database, _queue);
        _readers = new ReaderPool(database.Path, Readers);
    }

    /// <summary>Opens the database, created or migrated where needed, and locks it against other processes.</summary>
    /// <exception cref="ObjectLogException">
    /// It is open elsewhere, is not a Krewe database, was written by a newer Krewe, or cannot be read; the message names the file.
    /// </exception>
    public static Task<SqliteObjectLog> OpenAsync(SqliteObjectLogOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        return Task.Run(() => Open(options), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CollectionState> LoadAsync(string collection, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(collection);
        return _readers.ReadAsync(reader => reader.Load(collection, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken)
    {
        batch.Validate();
        return WriteAsync(new CommitRequest(batch), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<HistoryResult> ReadHistoryAsync(string collection, long afterRevision, HistoryLimit limit, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(collection);
        ArgumentOutOfRangeException.ThrowIfNegative(afterRevision);
        limit.Validate();
        return _readers.ReadAsync(reader => reader.ReadHistory(collection, afterRevision, limit, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task CompactAsync(string collection, long upToRevision, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(collection);
        var revision = await WriteAsync(new CompactRequest(collection, upToRevision), cancellationToken);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(upToRevision, revision);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SnapshotEntry> ReadSnapshotAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // On a connection of its own: it lasts as long as whoever takes the snapshot needs, and must not hold up reads.
        using var reader = await Task.Run(() => new SnapshotReader(_database.Path), cancellationToken);
        while (await Task.Run(reader.NextPage, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var entry in page)
                yield return entry;
        }
    }

    /// <inheritdoc/>
    public async Task RestoreSnapshotAsync(IAsyncEnumerable<SnapshotEntry> entries, CancellationToken cancellationToken)
    {
        using var writer = await Task.Run(() => new SnapshotWriter(_database.Path), cancellationToken);
        await foreach (var page in entries.Chunk(SnapshotWriter.PageSize).WithCancellation(cancellationToken))
            await Task.Run(() => writer.Write(page), cancellationToken);
        await Task.Run(writer.Commit, cancellationToken);
    }

    /// <summary>Writes and answers what still waits, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _writer.Ended;
        await _readers.DisposeAsync();
        // The last connection to close moves the write-ahead log into the database file.
        _database.Dispose();
        _lock.Dispose();
    }

    private async Task<TAnswer> WriteAsync<TAnswer>(WriteRequest<TAnswer> request, CancellationToken cancellationToken)
    {
        await _queue.AddAsync(request, cancellationToken);
        return await request.WaitAsync(cancellationToken);
    }

    private static SqliteObjectLog Open(SqliteObjectLogOptions options)
    {
        var path = Path.GetFullPath(options.Path);
        DatabaseLock? @lock = null;
        Database? database = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            @lock = DatabaseLock.Take(path);
            PrivateFile.Open(path, FileShare.ReadWrite).Dispose();
            database = Database.Open(path);
            Schema.Prepare(database);
            Configure(database, options);
            var log = new SqliteObjectLog(@lock, database);
            (database, @lock) = (null, null);
            return log;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ObjectLogException(ObjectLogFailure.InputOutput, $"{path}: {exception.Message}", exception);
        }
        finally
        {
            database?.Dispose();
            @lock?.Dispose();
        }
    }

    private static void Configure(Database database, SqliteObjectLogOptions options)
    {
        database.Execute("PRAGMA cache_size = -8000");
        // 16 MB of write-ahead log between checkpoints: fewer, larger ones cost less per commit.
        database.Execute("PRAGMA wal_autocheckpoint = 4000");
        database.Execute("PRAGMA journal_size_limit = 67108864");
        if (options.SizeLimit is { } bytes)
            database.Execute($"PRAGMA max_page_count = {bytes / PageSize}");
    }
}
