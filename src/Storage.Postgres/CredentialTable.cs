using NpgsqlTypes;

namespace Krewe.Storage.Postgres;

/// <summary>Keys and tokens that all silos on the database have alike. Whoever may read the database is an administrator.</summary>
internal sealed class CredentialTable(Server server)
{
    /// <summary>Stores what is not there yet, and answers what is. Of several silos that are first at once one wins, with all it brings.</summary>
    public Task<IReadOnlyDictionary<string, string>> ShareAsync(IReadOnlyDictionary<string, string> mine, CancellationToken cancellationToken) =>
        server.TryAsync<IReadOnlyDictionary<string, string>>(async () =>
        {
            // In the order of their names: a second silo waits at the first row for the one before it, and then finds them all.
            var names = mine.Keys.Order(StringComparer.Ordinal).ToArray();
            await using (var insert = server.Data.CreateCommand(
                "INSERT INTO credential SELECT * FROM unnest($1, $2) WHERE NOT EXISTS (SELECT 1 FROM credential) ON CONFLICT (name) DO NOTHING"))
            {
                insert.Parameters.Add(new() { Value = names, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
                insert.Parameters.Add(new() { Value = names.Select(name => mine[name]).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
                await insert.ExecuteNonQueryAsync(cancellationToken);
            }

            var all = new Dictionary<string, string>(StringComparer.Ordinal);
            await using var select = server.Data.CreateCommand("SELECT name, content FROM credential");
            await using var reader = await select.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                all.Add(reader.GetString(0), reader.GetString(1));
            return all;
        });
}
