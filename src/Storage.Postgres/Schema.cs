using Npgsql;

namespace Krewe.Storage.Postgres;

/// <summary>
/// The tables and functions, and the way from each version of them to the next. The table <c>schema_version</c> marks a schema as ours
/// and says which version it has.
/// </summary>
internal sealed class Schema(Server server, string name)
{
    /// <summary>PostgreSQL 12, the oldest that is tried.</summary>
    private const int OldestServer = 120000;

    /// <summary>"KRWE" in ASCII: the class of the advisory locks.</summary>
    private const int LockClass = 0x4B525745;

    /// <summary>Step i leads from version i to i + 1. A step that has been released is never edited.</summary>
    private static readonly string[] Steps = [SchemaVersion1.Sql];

    /// <summary>The version that this program reads and writes.</summary>
    public static int Version => Steps.Length;

    /// <summary>Proves that the database can hold a store and that the schema is ours, and brings it to <see cref="Version"/>.</summary>
    /// <exception cref="ObjectLogException">The server is unsuitable, or the schema something else, or newer than this program.</exception>
    public Task PrepareAsync(CancellationToken cancellationToken) => server.TryAsync(async () =>
    {
        await using var connection = await server.Data.OpenConnectionAsync(cancellationToken);
        await CheckServerAsync(connection, cancellationToken);
        if (await ReadVersionAsync(connection, cancellationToken) != Version)
            await MigrateAsync(connection, cancellationToken);
        return true;
    });

    /// <summary>In one transaction, and of several silos that start at once one does it.</summary>
    private async Task MigrateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({LockClass}, 0)", cancellationToken);
        if (await ReadVersionAsync(connection, cancellationToken) is not { } version)
        {
            await ExecuteAsync(connection, $"CREATE SCHEMA IF NOT EXISTS {name}; CREATE TABLE schema_version (version integer NOT NULL); INSERT INTO schema_version VALUES (0)", cancellationToken);
            version = 0;
        }
        for (var step = version; step < Version; step++)
            await ExecuteAsync(connection, Steps[step], cancellationToken);
        await ExecuteAsync(connection, $"UPDATE schema_version SET version = {Version}", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task CheckServerAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var version = await QueryAsync<int>(connection, "SELECT current_setting('server_version_num')::int", cancellationToken);
        if (version < OldestServer)
            throw server.Failure(ObjectLogFailure.Unsuitable, $"its version {version / 10000} is too old; Krewe needs {OldestServer / 10000} or newer.");
        var encoding = await QueryAsync<string>(connection, "SELECT current_setting('server_encoding')", cancellationToken);
        if (encoding != "UTF8")
            throw server.Failure(ObjectLogFailure.Unsuitable, $"the database's encoding is {encoding}; Krewe needs UTF8.");
    }

    /// <summary>The version of the schema, or null where there is nothing in it.</summary>
    private async Task<int?> ReadVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var tables = await QueryAsync<long>(connection, $"SELECT count(*) FROM pg_tables WHERE schemaname = '{name}'", cancellationToken);
        if (tables == 0)
            return null;
        if (!await QueryAsync<bool>(connection, $"SELECT to_regclass('{name}.schema_version') IS NOT NULL", cancellationToken))
            throw server.Failure(ObjectLogFailure.Foreign, $"the schema '{name}' holds something that is not Krewe's; name another database.");
        var version = await QueryAsync<int>(connection, "SELECT version FROM schema_version", cancellationToken);
        return version <= Version
            ? version
            : throw server.Failure(ObjectLogFailure.Newer, $"a newer Krewe has written this database (its schema is {version}, this one knows {Version}); upgrade Krewe.");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<T> QueryAsync<T>(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
