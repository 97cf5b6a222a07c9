using System.Runtime.Versioning;
using Krewe.Storage.Sqlite;
using Krewe.Storage.Tests.Conformance;

namespace Krewe.Storage.Tests.Sqlite;

/// <summary>What the provider does with its file: whose it is, what is in it, who may read it.</summary>
public sealed class SqliteFileTests : IAsyncLifetime
{
    private readonly SqliteStore _store = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _store.DisposeAsync().AsTask();

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task Only_the_owner_may_read_the_files()
    {
        await File.WriteAllBytesAsync(_store.Path, []);
        File.SetUnixFileMode(_store.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        await using var log = await _store.OpenAsync();
        await PutAsync(log, 0);

        var files = Directory.GetFiles(_store.Directory);
        files.Length.ShouldBe(4, "database, lock, write-ahead log and its index");
        files.ShouldAllBe(file => File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task A_database_is_open_once_only()
    {
        await using (await _store.OpenAsync())
            (await OpenFailsAsync(ObjectLogFailure.InUse)).Message.ShouldContain(_store.Path);

        await using var again = await _store.OpenAsync();
        await PutAsync(again, 0);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var text = string.Concat(Enumerable.Repeat("These are my notes, not a database.\n", 100));
        await File.WriteAllTextAsync(_store.Path, text);

        (await OpenFailsAsync(ObjectLogFailure.Foreign)).Message.ShouldContain(_store.Path);

        (await File.ReadAllTextAsync(_store.Path)).ShouldBe(text);
    }

    [Fact]
    public async Task The_database_of_another_program_is_refused_and_left_alone()
    {
        Execute("CREATE TABLE song (title TEXT); INSERT INTO song VALUES ('Iko Iko')");
        var before = await File.ReadAllBytesAsync(_store.Path);

        await OpenFailsAsync(ObjectLogFailure.Foreign);

        (await File.ReadAllBytesAsync(_store.Path)).ShouldBe(before);
    }

    [Fact]
    public async Task The_database_of_a_newer_version_is_refused()
    {
        await (await _store.OpenAsync()).DisposeAsync();
        Execute("PRAGMA user_version = 99");

        (await OpenFailsAsync(ObjectLogFailure.Newer)).Message.ShouldContain("99");
    }

    [Fact]
    public void Every_transaction_is_flushed_to_disk()
    {
        File.Create(_store.Path).Dispose();
        using var database = Database.Open(_store.Path);
        Schema.Prepare(database);

        database.Query("PRAGMA synchronous").ShouldBe(2, "FULL");
        database.Query("SELECT journal_mode = 'wal' FROM pragma_journal_mode").ShouldBe(1);
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_is_an_error_that_names_it()
    {
        await File.WriteAllTextAsync(Path.Combine(_store.Directory, "file"), "");
        var options = new SqliteObjectLogOptions { Path = Path.Combine(_store.Directory, "file", "krewe.db") };

        var failure = await Should.ThrowAsync<ObjectLogException>(() => SqliteObjectLog.OpenAsync(options, CancellationToken.None));

        failure.Failure.ShouldBe(ObjectLogFailure.InputOutput);
        failure.Message.ShouldContain(options.Path);
    }

    [Fact]
    public async Task A_full_database_fails_commits_whole_keeps_serving_reads_and_recovers()
    {
        var options = _store.Options with { SizeLimit = 400_000 };
        await using var log = await SqliteObjectLog.OpenAsync(options, CancellationToken.None);
        var revision = 0L;
        ObjectLogException? full = null;
        while (full is null && revision < 100)
        {
            try
            {
                await PutAsync(log, revision, [new ObjectChange("a/1", new byte[10_000], false), new ObjectChange("a/2", new byte[10_000], false)]);
                revision += 2;
            }
            catch (ObjectLogException exception)
            {
                full = exception;
            }
        }

        full.ShouldNotBeNull().Failure.ShouldBe(ObjectLogFailure.Full);
        full.Message.ShouldContain(_store.Path);
        var state = await log.LoadAsync("pods", CancellationToken.None);
        state.Revision.ShouldBe(revision);
        state.Objects.Select(stored => stored.Revision).ShouldBe([revision - 1, revision]);
        var history = await log.ReadHistoryAsync("pods", 0, 1000, CancellationToken.None);
        history.ShouldBeOfType<HistoryResult.Entries>().Items.Count.ShouldBe((int)revision);

        await log.CompactAsync("pods", revision, CancellationToken.None);
        await PutAsync(log, revision, [new ObjectChange("a/1", new byte[10_000], false)]);
    }

    [Fact]
    public async Task Compaction_makes_room_so_that_the_file_stops_growing()
    {
        await using var log = await SqliteObjectLog.OpenAsync(_store.Options with { SizeLimit = 1_000_000 }, CancellationToken.None);
        for (var revision = 0L; revision < 500; revision++)
        {
            await PutAsync(log, revision, [new ObjectChange($"a/{revision % 10}", new byte[10_000], false)]);
            if (revision % 10 == 9)
                await log.CompactAsync("pods", revision, CancellationToken.None);
        }

        (await log.LoadAsync("pods", CancellationToken.None)).Objects.Count.ShouldBe(10);
    }

    private static Task PutAsync(IObjectLog log, long expected) => PutAsync(log, expected, [Documents.Put("a/1", "x")]);

    private static async Task PutAsync(IObjectLog log, long expected, ObjectChange[] changes) =>
        (await log.CommitAsync(new CommitBatch("pods", expected, changes), CancellationToken.None))
            .ShouldBe(new CommitResult.Committed(expected + changes.Length));

    private async Task<ObjectLogException> OpenFailsAsync(ObjectLogFailure expected)
    {
        var exception = await Should.ThrowAsync<ObjectLogException>(_store.OpenAsync);
        exception.Failure.ShouldBe(expected);
        return exception;
    }

    private void Execute(string sql)
    {
        File.Open(_store.Path, FileMode.OpenOrCreate).Dispose();
        using var database = Database.Open(_store.Path);
        database.Execute(sql);
    }
}
