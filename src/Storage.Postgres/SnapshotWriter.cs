using Krewe.Storage.Snapshots;
using Npgsql;
using NpgsqlTypes;

namespace Krewe.Storage.Postgres;

/// <summary>Fills an empty schema in one transaction, under the lock that every write needs: no silo can write or take over meanwhile.</summary>
internal sealed class SnapshotWriter(Server server)
{
    /// <param name="entries">The state.</param>
    /// <param name="credentials">What the silos share besides, by name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WriteAsync(
        IAsyncEnumerable<SnapshotEntry> entries, IReadOnlyDictionary<string, string> credentials, CancellationToken cancellationToken)
    {
        await using var connection = await server.TryAsync(() => server.Data.OpenConnectionAsync(cancellationToken).AsTask());
        await using var transaction = await server.TryAsync(() => connection.BeginTransactionAsync(cancellationToken).AsTask());
        await RefuseUnlessEmptyAsync(connection, cancellationToken);
        NpgsqlBinaryImporter? import = null;
        var collection = 0L;
        try
        {
            await foreach (var entry in entries.WithCancellation(cancellationToken))
            {
                switch (entry)
                {
                    case SnapshotEntry.Collection begin:
                        await EndAsync(import, cancellationToken);
                        import = null;
                        collection = await server.TryAsync(() => BeginAsync(connection, begin, cancellationToken));
                        break;
                    case SnapshotEntry.Item { Stored: var stored }:
                        import ??= await server.TryAsync(() => connection.BeginBinaryImportAsync(
                            "COPY entry (collection, revision, deleted, key, value) FROM STDIN (FORMAT BINARY)", cancellationToken));
                        await AppendAsync(import, collection, stored, cancellationToken);
                        break;
                }
            }
            await EndAsync(import, cancellationToken);
            import = null;
        }
        finally
        {
            if (import is not null)
                await import.DisposeAsync();
        }
        await server.TryAsync(async () =>
        {
            await using var point = new NpgsqlCommand("INSERT INTO object (collection, key, revision) SELECT collection, key, revision FROM entry", connection);
            await point.ExecuteNonQueryAsync(cancellationToken);
            await using var trust = new NpgsqlCommand("INSERT INTO credential SELECT * FROM unnest($1, $2)", connection)
            {
                Parameters =
                {
                    new() { Value = credentials.Keys.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                    new() { Value = credentials.Values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                },
            };
            await trust.ExecuteNonQueryAsync(cancellationToken);
            // Once begun, the end is waited for: it decides whether anything is there.
            await transaction.CommitAsync(CancellationToken.None);
            return true;
        });
    }

    private async Task RefuseUnlessEmptyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (served, filled) = await server.TryAsync(async () =>
        {
            await using var locked = new NpgsqlCommand("SELECT pg_advisory_xact_lock(1263687493, 'lease'::regclass::oid::int)", connection);
            await locked.ExecuteNonQueryAsync(cancellationToken);
            await using var question = new NpgsqlCommand(
                "SELECT EXISTS (SELECT 1 FROM lease WHERE holder IS NOT NULL AND expires > now()), EXISTS (SELECT 1 FROM collection) OR EXISTS (SELECT 1 FROM credential)",
                connection);
            await using var answer = await question.ExecuteReaderAsync(cancellationToken);
            await answer.ReadAsync(cancellationToken);
            return (answer.GetBoolean(0), answer.GetBoolean(1));
        });
        if (filled)
            throw server.Failure(ObjectLogFailure.NotEmpty, "this database holds a cluster already; restore into an empty one.");
        if (served)
            throw server.Failure(ObjectLogFailure.InUse, "a control plane uses this database; stop it first.");
    }

    private static async Task<long> BeginAsync(NpgsqlConnection connection, SnapshotEntry.Collection begin, CancellationToken cancellationToken)
    {
        await using var insert = new NpgsqlCommand("INSERT INTO collection (name, revision, compacted) VALUES ($1, $2, $2) RETURNING id", connection)
        {
            Parameters = { new() { Value = begin.Name }, new() { Value = begin.Revision } },
        };
        return (long)(await insert.ExecuteScalarAsync(cancellationToken))!;
    }

    private Task<bool> AppendAsync(NpgsqlBinaryImporter import, long collection, StoredObject stored, CancellationToken cancellationToken) =>
        server.TryAsync(async () =>
        {
            await import.StartRowAsync(cancellationToken);
            await import.WriteAsync(collection, cancellationToken);
            await import.WriteAsync(stored.Revision, cancellationToken);
            await import.WriteAsync(false, cancellationToken);
            await import.WriteAsync(stored.Key, cancellationToken);
            await import.WriteAsync(stored.Value, cancellationToken);
            return true;
        });

    private Task<bool> EndAsync(NpgsqlBinaryImporter? import, CancellationToken cancellationToken) => server.TryAsync(async () =>
    {
        if (import is not null)
        {
            await import.CompleteAsync(cancellationToken);
            await import.DisposeAsync();
        }
        return true;
    });
}
