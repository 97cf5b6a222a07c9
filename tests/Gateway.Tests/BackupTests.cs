using System.Net;
using Krewe.Gateway.Tests.Harness;
using Krewe.SiloHost;
using Krewe.SiloHost.Backups;
using Krewe.Storage.Backups;

namespace Krewe.Gateway.Tests;

/// <summary>Backups over the API, and their restoration into a data directory.</summary>
[Collection(SharedControlPlane.Name)]
public sealed class BackupTests(ControlPlaneFixture plane) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("krewe-backup-");

    private static CancellationToken None => CancellationToken.None;

    private string Target => Path.Combine(_folder.FullName, "silo");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task An_administrator_gets_a_backup_and_nobody_else_does()
    {
        using var nobody = plane.Api(token: null, certificate: null);
        (await nobody.SendAsync("GET", "/krewe/v1/backup")).Code.ShouldBe(HttpStatusCode.Unauthorized);
        using var admin = plane.Api();
        (await admin.SendAsync("POST", "/krewe/v1/backup", "{}")).Code.ShouldBe(HttpStatusCode.MethodNotAllowed);

        await using var backup = await TakeAsync();

        var summary = await BackupReader.VerifyAsync(backup, None);
        summary.Files.ShouldBe(5);
        summary.Objects.ShouldBeGreaterThanOrEqualTo(4); // the namespaces that there always are
    }

    [Fact]
    public async Task A_restored_control_plane_has_the_objects_and_takes_watches_of_no_version_before_it()
    {
        using var api = plane.Api();
        var path = $"/api/v1/namespaces/{await api.NamespaceAsync()}/configmaps";
        (await api.SendAsync("POST", path, ConfigMap("kept", "yes"))).Code.ShouldBe(HttpStatusCode.Created);
        await using var backup = await TakeAsync();
        var created = await api.SendAsync("POST", path, ConfigMap("later", "no"));
        var later = (string)created.Json["metadata"]!["resourceVersion"]!;
        await new Restoration(Target, TimeProvider.System).RunAsync(backup, None);

        await using var restored = await ControlPlane.BuildAsync(
            new SiloHostOptions { DataDirectory = Target, Listen = [new IPEndPoint(IPAddress.Loopback, 0)] }, adjust: null, None);
        await restored.StartAsync();
        // The tokens, the authority and the server's trust are those of the backup.
        using var client = plane.ApiOf(ControlPlane.ReachableAddress(restored));
        await client.ReadyAsync();
        ((string)(await client.SendAsync("GET", path + "/kept")).Json["data"]!["value"]!).ShouldBe("yes");
        (await client.SendAsync("GET", path + "/later")).Code.ShouldBe(HttpStatusCode.NotFound);

        // Write until the restored collection would be beyond the version that was seen, had it counted on from the backup's.
        for (var i = 0; i < 5; i++)
            (await client.SendAsync("POST", path, ConfigMap($"new-{i}", ""))).Code.ShouldBe(HttpStatusCode.Created);
        var watch = await client.SendAsync("GET", $"{path}?watch=1&resourceVersion={later}&timeoutSeconds=5");
        (watch.Code == HttpStatusCode.Gone || watch.Text.Contains("\"code\":410", StringComparison.Ordinal)).ShouldBeTrue(watch.Text);
        await restored.StopAsync();
    }

    [Fact]
    public async Task Restored_files_are_their_owners_only()
    {
        await using var backup = await TakeAsync();
        await new Restoration(Target, TimeProvider.System).RunAsync(backup, None);

        foreach (var path in Directory.EnumerateFiles(Target, "*", SearchOption.AllDirectories))
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, path);
        Directory.EnumerateFileSystemEntries(Target).Select(Path.GetFileName).Order().ShouldBe(["join-token", "krewe.db", "pki"]);
        File.ReadAllText(Path.Combine(Target, "pki", "ca.key")).ShouldBe(File.ReadAllText(Path.Combine(plane.DataDirectory, "pki", "ca.key")));
    }

    [Theory]
    [InlineData("krewe.db", "holds a cluster already")]
    [InlineData("join-token", "holds keys of a cluster already")]
    public async Task A_directory_with_state_is_left_as_it_is(string file, string why)
    {
        await using var backup = await TakeAsync();
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, file), "mine");

        (await Should.ThrowAsync<IOException>(() => new Restoration(Target, TimeProvider.System).RunAsync(backup, None))).Message.ShouldContain(why);

        Directory.GetFiles(Target).ShouldBe([Path.Combine(Target, file)]);
        File.ReadAllText(Path.Combine(Target, file)).ShouldBe("mine");
    }

    [Fact]
    public async Task A_damaged_backup_restores_nothing()
    {
        await using var backup = await TakeAsync();
        backup.SetLength(backup.Length - 20);

        (await Should.ThrowAsync<BackupException>(() => new Restoration(Target, TimeProvider.System).RunAsync(backup, None)))
            .Failure.ShouldBe(BackupFailure.Damaged);

        Directory.Exists(Target).ShouldBeFalse();
    }

    [Fact]
    public async Task An_interrupted_restoration_keeps_hosts_away_until_it_is_run_again()
    {
        await using var backup = await TakeAsync();
        // As it is after a crash between the first file and the last.
        Directory.CreateDirectory(Path.Combine(Target, "restoring"));
        File.WriteAllText(Path.Combine(Target, "join-token"), "half");
        Should.Throw<IOException>(() => Restoration.ThrowIfInterrupted(Target)).Message.ShouldContain("run it again");

        await new Restoration(Target, TimeProvider.System).RunAsync(backup, None);

        Restoration.ThrowIfInterrupted(Target);
        File.ReadAllText(Path.Combine(Target, "join-token")).ShouldBe(File.ReadAllText(Path.Combine(plane.DataDirectory, "join-token")));
    }

    private static string ConfigMap(string name, string value) =>
        $$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{name}}"},"data":{"value":"{{value}}"} }""";

    private async Task<MemoryStream> TakeAsync()
    {
        var stream = new MemoryStream();
        using var api = plane.Api();
        await api.DownloadAsync("/krewe/v1/backup", stream);
        stream.Position = 0;
        return stream;
    }
}
