using Krewe.Storage;
using Npgsql;

namespace Krewe.SiloHost.Engines;

/// <summary>
/// The tables of a cluster's membership in PostgreSQL, as Orleans' AdoNet clustering expects them: it reads its queries from
/// <c>OrleansQuery</c> by their keys, and relies on the names of columns and parameters. They are in a schema of their own.
/// </summary>
/// <remarks>
/// A row of a silo is written only together with a step of the table's version, on which the write is conditional: concurrent writers wait at
/// the version's row, and all but the first find another version there.
/// </remarks>
internal static class MembershipTables
{
    private const string Schema = "orleans";

    private const string Tables = """
        SELECT pg_advisory_xact_lock(hashtext('krewe orleans membership'));
        CREATE SCHEMA IF NOT EXISTS orleans;
        SET LOCAL search_path = orleans;
        CREATE TABLE IF NOT EXISTS OrleansQuery (QueryKey varchar(64) PRIMARY KEY, QueryText varchar(8000) NOT NULL);
        CREATE TABLE IF NOT EXISTS OrleansMembershipVersionTable (
            DeploymentId varchar(150) PRIMARY KEY,
            Timestamp timestamptz(3) NOT NULL DEFAULT now(),
            Version integer NOT NULL DEFAULT 0);
        CREATE TABLE IF NOT EXISTS OrleansMembershipTable (
            DeploymentId varchar(150) NOT NULL REFERENCES OrleansMembershipVersionTable,
            Address varchar(45) NOT NULL,
            Port integer NOT NULL,
            Generation integer NOT NULL,
            SiloName varchar(150) NOT NULL,
            HostName varchar(150) NOT NULL,
            Status integer NOT NULL,
            ProxyPort integer,
            SuspectTimes varchar(8000),
            StartTime timestamptz(3) NOT NULL,
            IAmAliveTime timestamptz(3) NOT NULL,
            PRIMARY KEY (DeploymentId, Address, Port, Generation));
        """;

    private const string Row = "DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation";

    private const string Step = """
        WITH step AS (
            UPDATE OrleansMembershipVersionTable SET Timestamp = now(), Version = Version + 1
            WHERE DeploymentId = @DeploymentId AND Version = @Version RETURNING 1),
        """;

    private const string Read = """
        SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime,
            m.IAmAliveTime, v.Version
        FROM OrleansMembershipVersionTable v LEFT JOIN OrleansMembershipTable m ON m.DeploymentId = v.DeploymentId
        """;

    private static readonly IReadOnlyDictionary<string, string> Queries = new Dictionary<string, string>
    {
        ["InsertMembershipVersionKey"] = """
            WITH made AS (INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
            SELECT count(*)::integer FROM made;
            """,
        ["InsertMembershipKey"] = $"""
            {Step}
            made AS (
                INSERT INTO OrleansMembershipTable
                    (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
                SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
                WHERE EXISTS (SELECT FROM step) ON CONFLICT DO NOTHING RETURNING 1)
            SELECT count(*)::integer FROM made;
            """,
        ["UpdateMembershipKey"] = $"""
            {Step}
            changed AS (
                UPDATE OrleansMembershipTable SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
                WHERE {Row} AND EXISTS (SELECT FROM step) RETURNING 1)
            SELECT count(*)::integer FROM changed;
            """,
        // By the database's clock, whatever the silo's own says.
        ["UpdateIAmAlivetimeKey"] = $"UPDATE OrleansMembershipTable SET IAmAliveTime = now() WHERE {Row};",
        ["MembershipReadRowKey"] = $"""
            {Read} AND m.Address = @Address AND m.Port = @Port AND m.Generation = @Generation WHERE v.DeploymentId = @DeploymentId;
            """,
        ["MembershipReadAllKey"] = $"{Read} WHERE v.DeploymentId = @DeploymentId;",
        ["DeleteMembershipTableEntriesKey"] = """
            DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId;
            DELETE FROM OrleansMembershipVersionTable WHERE DeploymentId = @DeploymentId;
            """,
        ["GatewaysQueryKey"] =
            "SELECT Address, ProxyPort, Generation FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0;",
        // Status 3 is Active.
        ["CleanupDefunctSiloEntriesKey"] =
            "DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId AND IAmAliveTime < @IAmAliveTime AND Status != 3;",
    };

    /// <summary>The connection string for Orleans: that of the database, with the schema of these tables.</summary>
    public static string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder(database) { SearchPath = Schema, MaxPoolSize = 4, Timeout = 2, CommandTimeout = 2 }.ConnectionString;

    /// <summary>Makes the tables where they are missing, and brings the queries up to date.</summary>
    /// <exception cref="ObjectLogException">The database does not let them be made.</exception>
    public static async Task PrepareAsync(string database, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(database);
            await connection.OpenAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using (var tables = new NpgsqlCommand(Tables, connection, transaction))
                await tables.ExecuteNonQueryAsync(cancellationToken);
            foreach (var (key, text) in Queries)
            {
                await using var query = new NpgsqlCommand(
                    "INSERT INTO OrleansQuery VALUES ($1, $2) ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText", connection, transaction)
                {
                    Parameters = { new() { Value = key }, new() { Value = text } },
                };
                await query.ExecuteNonQueryAsync(cancellationToken);
            }
            await transaction.CommitAsync(cancellationToken);
        }
        catch (NpgsqlException e)
        {
            throw new ObjectLogException(ObjectLogFailure.InputOutput, $"the tables of the cluster's membership cannot be made: {e.Message}", e);
        }
    }
}
