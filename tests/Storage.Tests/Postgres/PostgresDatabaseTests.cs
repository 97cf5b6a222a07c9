using System.Globalization;
using Krewe.PostgresServer;
using Krewe.Storage.Leases;
using Krewe.Storage.Postgres;
using Krewe.Storage.Tests.Conformance;
using Npgsql;

namespace Krewe.Storage.Tests.Postgres;

/// <summary>What the provider does with the database: whose it is, which version, what it asks of the server.</summary>
public sealed class PostgresDatabaseTests : IAsyncLifetime
{
    private readonly PostgresTestStore _store = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _store.DisposeAsync().AsTask();

    [Fact]
    public async Task Silos_that_start_at_once_make_the_schema_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _store.OpenStoreAsync()));

        (await QueryAsync<long>("SELECT count(*) FROM lease")).ShouldBe(1);
        (await QueryAsync<int>("SELECT version FROM schema_version")).ShouldBe(Krewe.Storage.Postgres.Schema.Version);
    }

    [Fact]
    public async Task The_schema_of_another_program_is_refused_and_left_alone()
    {
        await _store.ExecuteAsync($"CREATE SCHEMA {_store.Schema}; CREATE TABLE {_store.Schema}.song (title text)");

        (await OpenFailsAsync(ObjectLogFailure.Foreign)).Message.ShouldContain(_store.Schema);

        (await QueryAsync<long>($"SELECT count(*) FROM pg_tables WHERE schemaname = '{_store.Schema}'")).ShouldBe(1);
    }

    [Fact]
    public async Task The_database_of_a_newer_version_is_refused()
    {
        await _store.OpenStoreAsync();
        await _store.ExecuteAsync("UPDATE schema_version SET version = 99");

        (await OpenFailsAsync(ObjectLogFailure.Newer)).Message.ShouldContain("99");
    }

    [Fact]
    public async Task An_older_schema_is_brought_up_to_date()
    {
        // Version 0 is a schema that an interrupted start could have left, were it not one transaction.
        await _store.ExecuteAsync($"CREATE SCHEMA {_store.Schema}; CREATE TABLE {_store.Schema}.schema_version (version integer NOT NULL); INSERT INTO {_store.Schema}.schema_version VALUES (0)");

        await using var log = await _store.OpenAsync();

        (await PutAsync(log, 0)).ShouldBe(new CommitResult.Committed(1));
    }

    [Fact]
    public async Task A_database_in_another_encoding_is_refused()
    {
        await _store.ExecuteAsync($"CREATE DATABASE {_store.Schema}_latin ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
        var options = await _store.OptionsAsync();
        var latin = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Database = $"{_store.Schema}_latin" }.ConnectionString;

        var failure = await Should.ThrowAsync<ObjectLogException>(() => OpenAsync(options with { ConnectionString = latin }));

        failure.Failure.ShouldBe(ObjectLogFailure.Unsuitable);
        failure.Message.ShouldContain("LATIN1");
    }

    [Theory]
    [InlineData("Password=wrong", ObjectLogFailure.InputOutput, "refuses the login")]
    [InlineData("Database=nowhere", ObjectLogFailure.InputOutput, "no such database")]
    [InlineData("Port=1", ObjectLogFailure.Away, "does not answer")]
    public async Task What_is_wrong_with_the_connection_is_said_without_the_password(string change, ObjectLogFailure expected, string words)
    {
        var options = await _store.OptionsAsync();
        var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        var password = connection.Password!;
        var (name, value) = (change.Split('=')[0], change.Split('=')[1]);
        connection[name] = value;

        var failure = await Should.ThrowAsync<ObjectLogException>(() => OpenAsync(options with { ConnectionString = connection.ConnectionString }));

        failure.Failure.ShouldBe(expected);
        failure.Message.ShouldContain(words);
        failure.Message.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{connection.Port}"));
        failure.ToString().ShouldNotContain(password);
    }

    [Fact]
    public async Task A_default_of_the_server_that_would_make_commits_unsafe_has_no_effect()
    {
        await _store.ExecuteAsync("ALTER ROLE krewe IN DATABASE postgres SET synchronous_commit = off; ALTER ROLE krewe IN DATABASE postgres SET default_transaction_isolation = 'repeatable read'");
        try
        {
            await using var server = new Server(await _store.OptionsAsync());
            await using var settings = server.Data.CreateCommand("SELECT current_setting('synchronous_commit') || ', ' || current_setting('transaction_isolation')");
            (await settings.ExecuteScalarAsync()).ShouldBe("on, read committed");
        }
        finally
        {
            await _store.ExecuteAsync("ALTER ROLE krewe IN DATABASE postgres RESET ALL");
        }
    }

    [Fact]
    public async Task A_commit_under_another_isolation_is_refused_by_the_database_itself()
    {
        await _store.OpenStoreAsync();

        var failure = await Should.ThrowAsync<PostgresException>(() =>
            _store.ExecuteAsync("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT hold_epoch(0)"));

        failure.MessageText.ShouldContain("READ COMMITTED");
    }

    [Fact]
    public async Task While_the_server_is_away_calls_fail_with_words_and_afterwards_everything_is_there()
    {
        await using var server = await PostgresInstance.StartAsync(durable: true);
        await using var store = await OpenAsync(new PostgresStoreOptions { ConnectionString = server.ConnectionString() });
        var grant = (await store.AcquireAsync(new LeaseHolder("one", new Uri("https://127.0.0.1:6443")), TimeSpan.FromHours(1), CancellationToken.None))
            .ShouldBeOfType<LeaseResult.Granted>();
        await using var log = store.OpenLog(grant.Epoch);
        await PutAsync(log, 0);

        await server.StopAsync();
        (await Should.ThrowAsync<ObjectLogException>(() => PutAsync(log, 1))).Failure.ShouldBe(ObjectLogFailure.Away);
        (await Should.ThrowAsync<ObjectLogException>(() => log.LoadAsync("pods", CancellationToken.None))).Failure.ShouldBe(ObjectLogFailure.Away);
        (await Should.ThrowAsync<ObjectLogException>(() => store.RenewAsync(grant.Epoch, TimeSpan.FromHours(1), CancellationToken.None))).Failure.ShouldBe(ObjectLogFailure.Away);
        await server.StartAgainAsync();

        (await log.LoadAsync("pods", CancellationToken.None)).Describe().ShouldBe("1/0: a/1@1=x");
        (await PutAsync(log, 1)).ShouldBe(new CommitResult.Committed(2));
        (await store.RenewAsync(grant.Epoch, TimeSpan.FromHours(1), CancellationToken.None)).ShouldBe(grant);

        await server.CrashAsync();
        await server.StartAgainAsync();

        (await log.LoadAsync("pods", CancellationToken.None)).Describe().ShouldBe("2/0: a/1@2=x");
    }

    private static Task<PostgresStore> OpenAsync(PostgresStoreOptions options) => PostgresStore.OpenAsync(options, TimeProvider.System, CancellationToken.None);

    private static Task<CommitResult> PutAsync(IObjectLog log, long expected) =>
        log.CommitAsync(new CommitBatch("pods", expected, [Documents.Put("a/1", "x")]), CancellationToken.None);

    private async Task<ObjectLogException> OpenFailsAsync(ObjectLogFailure expected)
    {
        var exception = await Should.ThrowAsync<ObjectLogException>(_store.OpenStoreAsync);
        exception.Failure.ShouldBe(expected);
        return exception;
    }

    private async Task<T> QueryAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder((await _store.OptionsAsync()).ConnectionString) { SearchPath = _store.Schema, Pooling = false });
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
