using Npgsql;

namespace Krewe.Storage.Postgres;

/// <summary>The queries of the log. Each is a single statement, hence a consistent view without a transaction.</summary>
/// <remarks>
/// A read that finds the server away is tried again for a moment, on another connection: after a restart of the server every pooled
/// connection is dead and says so only when it is used.
/// </remarks>
internal sealed class LogReader(Server server, TimeProvider time) : IDisposable
{
    private const string LoadSql =
        """
        SELECT c.revision, c.compacted, o.key, o.revision, e.value
        FROM collection c
        LEFT JOIN object o ON o.collection = c.id
        LEFT JOIN entry e ON e.collection = c.id AND e.revision = o.revision
        WHERE c.name = $1
        ORDER BY o.key
        """;

    private const string HistorySql =
        """
        SELECT c.compacted, h.revision, h.key, h.value, h.deleted, h.previous, h.previous_value
        FROM collection c
        LEFT JOIN LATERAL (
            SELECT e.revision, e.key, e.value, e.deleted, e.previous, p.value AS previous_value,
                sum(octet_length(e.value) + coalesce(octet_length(p.value), 0)) OVER (ORDER BY e.revision ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
            FROM (SELECT * FROM entry WHERE collection = c.id AND revision > $2 ORDER BY revision LIMIT $3) e
            LEFT JOIN entry p ON p.collection = e.collection AND p.revision = e.previous
        ) h ON h.before IS NULL OR h.before < $4
        WHERE c.name = $1
        ORDER BY h.revision
        """;

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(300)];

    private readonly SemaphoreSlim _free = new(Server.Readers);

    public Task<CollectionState> LoadAsync(string collection, CancellationToken cancellationToken) =>
        ReadAsync(LoadSql, [new() { Value = collection }], async reader =>
        {
            var state = CollectionState.Empty;
            var objects = new List<StoredObject>();
            while (await reader.ReadAsync(cancellationToken))
            {
                if (objects.Count == 0)
                    state = new CollectionState(reader.GetInt64(0), reader.GetInt64(1), objects);
                if (!reader.IsDBNull(2))
                    objects.Add(new StoredObject(reader.GetString(2), reader.GetInt64(3), reader.GetFieldValue<byte[]>(4)));
            }
            return state;
        }, cancellationToken);

    public Task<HistoryResult> ReadHistoryAsync(string collection, long afterRevision, HistoryLimit limit, CancellationToken cancellationToken) =>
        ReadAsync<HistoryResult>(HistorySql, [new() { Value = collection }, new() { Value = afterRevision }, new() { Value = (long)limit.Entries }, new() { Value = limit.Bytes }], async reader =>
        {
            var entries = new List<LogEntry>();
            while (await reader.ReadAsync(cancellationToken))
            {
                if (reader.GetInt64(0) is var compacted && afterRevision < compacted)
                    return new HistoryResult.Compacted(compacted);
                if (!reader.IsDBNull(1))
                {
                    ReadOnlyMemory<byte>? previous = reader.IsDBNull(5) ? default(ReadOnlyMemory<byte>?) : reader.GetFieldValue<byte[]>(6);
                    entries.Add(new LogEntry(reader.GetInt64(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3), reader.GetBoolean(4), previous));
                }
            }
            return new HistoryResult.Entries(entries);
        }, cancellationToken);

    public void Dispose() => _free.Dispose();

    private async Task<T> ReadAsync<T>(string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    return await server.TryAsync(async () =>
                    {
                        await using var command = server.Data.CreateCommand(sql);
                        foreach (var parameter in parameters)
                            command.Parameters.Add(parameter.Clone());
                        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                        return await read(reader);
                    });
                }
                catch (ObjectLogException exception) when (exception.Failure == ObjectLogFailure.Away && attempt < Pauses.Length)
                {
                    await Task.Delay(Pauses[attempt], time, cancellationToken);
                }
            }
        }
        finally
        {
            _free.Release();
        }
    }
}
