using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Krewe.SiloHost.Engines;

/// <summary>
/// The members of the cluster that count as active and are gone. A silo that joins must reach everyone who counts as active, and only an active silo
/// may declare another dead; after a crash of all silos the rows of those that do not come back would keep the others out for ever. So a silo that
/// joins takes such rows out itself.
/// </summary>
/// <remarks>
/// A living silo writes to its row every second (<see cref="ClusterTiming.HeartbeatPeriod"/>, by the database's clock). One that neither did so for
/// a while nor takes connections is gone; one that did not for long is of no use even if it runs, for it does not reach the database. It finds out
/// and ends its process. Two such silos at work at once would harm nothing: the database takes commits of one only.
/// </remarks>
internal sealed partial class StaleMembers(string database, TimeProvider time, ILogger<StaleMembers> logger)
{
    /// <summary>Without a sign for so long, a silo that takes no connections is gone: three heartbeats.</summary>
    public static readonly TimeSpan Silence = 3 * ClusterTiming.HeartbeatPeriod;

    /// <summary>Without a sign for so long, a silo is gone whether or not its port is open.</summary>
    public static readonly TimeSpan LongSilence = ClusterTiming.StaleAfter;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);

    // Status 3 is Active, 6 is Dead. The step of the version makes concurrent writers read the table again.
    private const string Silent = """
        SELECT Address, Port, Generation, extract(epoch FROM now() - IAmAliveTime)::float8 FROM OrleansMembershipTable
        WHERE DeploymentId = $1 AND Status = 3 AND IAmAliveTime < now() - $2;
        """;

    private const string Bury = """
        WITH gone AS (
            SELECT FROM OrleansMembershipTable
            WHERE DeploymentId = $1 AND Address = $2 AND Port = $3 AND Generation = $4 AND Status = 3 AND IAmAliveTime < now() - $5),
        step AS (
            UPDATE OrleansMembershipVersionTable SET Timestamp = now(), Version = Version + 1
            WHERE DeploymentId = $1 AND EXISTS (SELECT FROM gone) RETURNING 1)
        UPDATE OrleansMembershipTable SET Status = 6
        WHERE DeploymentId = $1 AND Address = $2 AND Port = $3 AND Generation = $4 AND Status = 3 AND IAmAliveTime < now() - $5 AND EXISTS (SELECT FROM step);
        """;

    /// <summary>Looks once, and takes out who is gone.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(MembershipTables.ConnectionString(database));
        await connection.OpenAsync(cancellationToken);
        foreach (var member in await ReadSilentAsync(connection, cancellationToken))
        {
            if (member.Silence < LongSilence && await IsOpenAsync(member.Endpoint, cancellationToken))
                continue;
            await using var bury = new NpgsqlCommand(Bury, connection)
            {
                Parameters =
                {
                    new() { Value = ClusteredControlPlane.Cluster }, new() { Value = member.Endpoint.Address.ToString() }, new() { Value = member.Endpoint.Port },
                    new() { Value = member.Generation }, new() { Value = Silence },
                },
            };
            if (await bury.ExecuteNonQueryAsync(cancellationToken) > 0)
                LogGone(member.Endpoint, member.Silence.TotalSeconds);
        }
    }

    private static async Task<List<Member>> ReadSilentAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var silent = new NpgsqlCommand(Silent, connection)
        {
            Parameters = { new() { Value = ClusteredControlPlane.Cluster }, new() { Value = Silence } },
        };
        var members = new List<Member>();
        await using var reader = await silent.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var endpoint = new IPEndPoint(IPAddress.Parse(reader.GetString(0)), reader.GetInt32(1));
            members.Add(new Member(endpoint, reader.GetInt32(2), TimeSpan.FromSeconds(reader.GetDouble(3))));
        }
        return members;
    }

    private async Task<bool> IsOpenAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endpoint, either.Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private readonly record struct Member(IPEndPoint Endpoint, int Generation, TimeSpan Silence);

    [LoggerMessage(LogLevel.Warning, "The silo at {Endpoint} has given no sign for {Seconds:F0} s and is taken out of the cluster")]
    private partial void LogGone(IPEndPoint endpoint, double seconds);
}
