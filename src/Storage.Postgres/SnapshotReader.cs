using System.Data;
using System.Runtime.CompilerServices;
using Krewe.Storage.Snapshots;
using Npgsql;

namespace Krewe.Storage.Postgres;

/// <summary>
/// Reads everything in one transaction that sees the database as its first statement found it. Writers are not held up; while it
/// lasts, the server keeps the rows that it may still see.
/// </summary>
internal sealed class SnapshotReader(Server server)
{
    public async IAsyncEnumerable<SnapshotEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await server.TryAsync(() => server.Data.OpenConnectionAsync(cancellationToken).AsTask());
        await using var transaction = await server.TryAsync(() => connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).AsTask());
        foreach (var (id, begin) in await server.TryAsync(() => CollectionsAsync(connection, cancellationToken)))
        {
            yield return begin;
            await using var command = new NpgsqlCommand(
                """
                SELECT o.key, o.revision, e.value
                FROM object o JOIN entry e ON e.collection = o.collection AND e.revision = o.revision
                WHERE o.collection = $1
                ORDER BY o.key
                """, connection) { Parameters = { new() { Value = id } } };
            await using var rows = await server.TryAsync(() => command.ExecuteReaderAsync(cancellationToken));
            while (await server.TryAsync(() => rows.ReadAsync(cancellationToken)))
                yield return new SnapshotEntry.Item(new StoredObject(rows.GetString(0), rows.GetInt64(1), rows.GetFieldValue<byte[]>(2)));
        }
    }

    private static async Task<List<(long Id, SnapshotEntry.Collection Begin)>> CollectionsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var collections = new List<(long, SnapshotEntry.Collection)>();
        await using var command = new NpgsqlCommand("SELECT id, name, revision FROM collection ORDER BY name", connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            collections.Add((rows.GetInt64(0), new SnapshotEntry.Collection(rows.GetString(1), rows.GetInt64(2))));
        return collections;
    }
}
