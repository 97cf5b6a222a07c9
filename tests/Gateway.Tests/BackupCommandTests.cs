using System.Net;
using Krewe.Gateway.Tests.Harness;
using Krewe.PostgresServer;
using Krewe.SiloHost;
using Krewe.SiloHost.Backups;
using Krewe.Storage;
using Microsoft.AspNetCore.Builder;

namespace Krewe.Gateway.Tests;

/// <summary>The commands on state that no host uses: from one kind of database to the other and back.</summary>
public sealed class BackupCommandTests : IAsyncLifetime
{
    private const string Kept = "/api/v1/namespaces/default/configmaps/kept";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("krewe-commands-");
    private readonly StringWriter _output = new();
    private PostgresInstance _postgres = null!;

    private static CancellationToken None => CancellationToken.None;

    private SiloHostOptions Sqlite(string directory) => new() { DataDirectory = At(directory), Listen = [new IPEndPoint(IPAddress.Loopback, 0)] };

    private SiloHostOptions Postgres(string directory) => Sqlite(directory) with { Storage = StorageKind.Postgres, Database = _postgres.ConnectionString("krewe") };

    public async Task InitializeAsync()
    {
        _postgres = await PostgresInstance.StartAsync(durable: false);
        await _postgres.CreateDatabaseAsync("krewe");
    }

    public async Task DisposeAsync()
    {
        await _postgres.DisposeAsync();
        await _output.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_cluster_moves_from_SQLite_to_PostgreSQL_and_back()
    {
        await using (var first = await ControlPlane.BuildAsync(Sqlite("first"), adjust: null, None))
        {
            using var api = await StartAsync(first, "first");
            (await api.SendAsync("POST", "/api/v1/namespaces/default/configmaps", """{"metadata":{"name":"kept"},"data":{"from":"sqlite"}}""")).Code.ShouldBe(HttpStatusCode.Created);
            await first.StopAsync();
        }
        (await Commands(Sqlite("first")).BackUpAsync(At("one.backup"), None)).ShouldBe(0, _output.ToString());
        (await Commands(Postgres("unused")).RestoreAsync(At("one.backup"), None)).ShouldBe(0, _output.ToString());
        (await Should.ThrowAsync<ObjectLogException>(() => Commands(Postgres("unused")).RestoreAsync(At("one.backup"), None)))
            .Failure.ShouldBe(ObjectLogFailure.NotEmpty);

        await using (var second = await Krewe.SiloHost.Standby.SharedControlPlane.BuildAsync(Postgres("second"), adjust: null, None))
        {
            // The tokens of the first: the new host has taken them from the database.
            using var api = await StartAsync(second, "first");
            ((string)(await api.SendAsync("GET", Kept)).Json["data"]!["from"]!).ShouldBe("sqlite");
            (await api.SendAsync("PATCH", Kept, """{"data":{"from":"postgres"}}""", "application/merge-patch+json")).Code.ShouldBe(HttpStatusCode.OK);
            await using (var file = File.Create(At("online.backup")))
                await api.DownloadAsync("/krewe/v1/backup", file);
            // While the host serves, the database can be backed up beside it.
            (await Commands(Postgres("unused")).BackUpAsync(At("two.backup"), None)).ShouldBe(0, _output.ToString());
            await second.StopAsync();
        }

        foreach (var backup in (string[])["online", "two"])
        {
            (await Commands(Sqlite(backup)).RestoreAsync(At(backup + ".backup"), None)).ShouldBe(0, _output.ToString());
            await using var third = await ControlPlane.BuildAsync(Sqlite(backup), adjust: null, None);
            using var again = await StartAsync(third, "first");
            ((string)(await again.SendAsync("GET", Kept)).Json["data"]!["from"]!).ShouldBe("postgres");
            await third.StopAsync();
        }
    }

    [Fact]
    public async Task A_backup_overwrites_nothing_and_there_must_be_something_to_back_up()
    {
        (await Should.ThrowAsync<IOException>(() => Commands(Sqlite("none")).BackUpAsync(At("x"), None))).Message.ShouldContain("no database to back up");
        File.Exists(At("x")).ShouldBeFalse();
        await File.WriteAllTextAsync(At("x"), "mine");
        (await Should.ThrowAsync<IOException>(() => Commands(Sqlite("none")).BackUpAsync(At("x"), None))).Message.ShouldContain("exists already");
        (await File.ReadAllTextAsync(At("x"))).ShouldBe("mine");
    }

    private BackupCommands Commands(SiloHostOptions options) => new(options, TimeProvider.System, _output);

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private async Task<ApiClient> StartAsync(WebApplication application, string keys)
    {
        await application.StartAsync();
        var client = ControlPlaneFixture.ApiOf(ControlPlane.ReachableAddress(application), At(keys));
        await client.ReadyAsync();
        return client;
    }
}
