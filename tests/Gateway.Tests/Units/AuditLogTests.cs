using Krewe.Gateway.Audit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Krewe.Gateway.Tests.Units;

public sealed class AuditLogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("krewe-audit-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Nobody_waits_for_it_and_what_is_lost_is_counted()
    {
        var path = Path.Combine(_folder.FullName, "audit.log");
        const int Events = 5 * AuditLog.MostWaiting;
        var log = new AuditLog(Options(path), TimeProvider.System, NullLogger<AuditLog>.Instance);
        for (var i = 0; i < Events; i++)
            log.Record(Sample);
        await log.DisposeAsync();

        log.Recorded.ShouldBe(Events);
        (await File.ReadAllLinesAsync(path)).Length.ShouldBe(Events - (int)log.Lost);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_holds_up_nothing()
    {
        var log = new AuditLog(Options(Path.Combine(_folder.FullName, "none", "audit.log")), TimeProvider.System, NullLogger<AuditLog>.Instance);
        log.Record(Sample);
        await log.DisposeAsync();
        log.Lost.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_is_gone_on_with()
    {
        var path = Path.Combine(_folder.FullName, "audit.log");
        await File.WriteAllTextAsync(path, "before\n");
        var log = new AuditLog(Options(path), TimeProvider.System, NullLogger<AuditLog>.Instance);
        log.Record(Sample);
        await log.DisposeAsync();
        var lines = await File.ReadAllLinesAsync(path);
        lines.Length.ShouldBe(2);
        lines[1].ShouldContain("\"requestURI\":\"/api\"");
    }

    private GatewayOptions Options(string path) => new() { DataDirectory = _folder.FullName, AuditLog = path };

    private static AuditEvent Sample { get; } = new()
    {
        Id = "1",
        Stage = AuditStage.ResponseComplete,
        RequestUri = "/api",
        Verb = "get",
        Code = 200,
        Received = DateTimeOffset.UnixEpoch,
        Reached = DateTimeOffset.UnixEpoch,
    };
}
