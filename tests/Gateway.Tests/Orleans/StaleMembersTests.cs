using System.Net;
using System.Net.Sockets;
using Krewe.PostgresServer;
using Krewe.SiloHost.Engines;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Krewe.Gateway.Tests.Orleans;

/// <summary>Who is taken out of the membership of a cluster that has crashed as a whole, and who is not.</summary>
public sealed class StaleMembersTests
{
    private const int Active = 3, Dead = 6;
    private static readonly TimeSpan Fresh = TimeSpan.Zero;
    private static readonly TimeSpan Silent = StaleMembers.Silence + TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongSilent = StaleMembers.LongSilence + TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Who_gives_no_sign_and_takes_no_connection_is_gone_and_so_is_who_is_silent_for_long()
    {
        await using var server = await PostgresInstance.StartAsync(durable: false);
        await server.CreateDatabaseAsync("krewe");
        var database = server.ConnectionString("krewe");
        await MembershipTables.PrepareAsync(database, default);
        using var open = new TcpListener(IPAddress.Loopback, 0);
        open.Start();
        var port = ((IPEndPoint)open.LocalEndpoint).Port;
        var closed = ClosedPort();
        await using var connection = new NpgsqlConnection(MembershipTables.ConnectionString(database));
        await connection.OpenAsync();
        await Execute(connection, "INSERT INTO OrleansMembershipVersionTable (DeploymentId, Version) VALUES ('krewe', 7)");
        await Add(connection, closed, generation: 1, Fresh);
        await Add(connection, closed, generation: 2, Silent);
        await Add(connection, port, generation: 3, Silent);
        await Add(connection, port, generation: 4, LongSilent);

        var members = new StaleMembers(database, TimeProvider.System, NullLogger<StaleMembers>.Instance);
        await members.SweepAsync(default);

        (await Statuses(connection)).ShouldBe([(1, Active), (2, Dead), (3, Active), (4, Dead)]);
        (await Execute(connection, "UPDATE OrleansMembershipVersionTable SET Version = 7 WHERE Version > 8")).ShouldBe(1, "whoever has read the table before must read it again");
        await members.SweepAsync(default);
        (await Execute(connection, "UPDATE OrleansMembershipVersionTable SET Version = 7 WHERE Version = 7")).ShouldBe(1, "nothing was left to do");
    }

    private static Task Add(NpgsqlConnection connection, int port, int generation, TimeSpan silence) => Execute(connection,
        $"""
        INSERT INTO OrleansMembershipTable (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, StartTime, IAmAliveTime)
        VALUES ('krewe', '127.0.0.1', {port}, {generation}, 'silo', 'host', {Active}, now(), now() - interval '{silence.TotalSeconds} seconds')
        """);

    private static async Task<int> Execute(NpgsqlConnection connection, string text)
    {
        await using var command = new NpgsqlCommand(text, connection);
        return await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<(int Generation, int Status)>> Statuses(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT Generation, Status FROM OrleansMembershipTable ORDER BY Generation", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var statuses = new List<(int, int)>();
        while (await reader.ReadAsync())
            statuses.Add((reader.GetInt32(0), reader.GetInt32(1)));
        return statuses;
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
