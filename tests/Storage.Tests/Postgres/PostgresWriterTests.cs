using Krewe.Storage.Leases;
using Krewe.Storage.Postgres;
using Krewe.Storage.Tests.Conformance;
using Npgsql;

namespace Krewe.Storage.Tests.Postgres;

/// <summary>
/// The writer's group commit. A transaction of the tests holds a lock that commits wait for, while the tests queue what they want to meet in
/// one transaction.
/// </summary>
public sealed class PostgresWriterTests : IAsyncLifetime
{
    private const string LocksWaitedFor = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = 'lease'::regclass::oid";

    private readonly PostgresTestStore _store = new();
    private IObjectLog _log = null!;
    private NpgsqlConnection _blocker = null!;

    public async Task InitializeAsync()
    {
        _log = await _store.OpenAsync();
        _blocker = new NpgsqlConnection(new NpgsqlConnectionStringBuilder((await _store.OptionsAsync()).ConnectionString) { SearchPath = _store.Schema, Pooling = false }.ConnectionString);
        await _blocker.OpenAsync();
    }

    public async Task DisposeAsync()
    {
        await _blocker.DisposeAsync();
        await _log.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task What_gathers_while_a_transaction_is_under_way_becomes_one_and_conflicts_fail_alone()
    {
        await BlockAsync();
        var first = CommitAsync("warm-up", 0);
        await CommitIsBlockedAsync();
        Task<CommitResult>[] group =
        [
            CommitAsync("pods", 0), CommitAsync("pods", 0), CommitAsync("services", 7), CommitAsync("services", 0),
            CommitAsync("pods", 1), CommitAsync("services", 1), CommitAsync("nodes", 1), CommitAsync("pods", 2),
        ];
        first.IsCompleted.ShouldBeFalse("nothing is acknowledged before it is written");
        await ExecuteAsync("ROLLBACK");

        (await Task.WhenAll(group)).ShouldBe(
        [
            new CommitResult.Committed(1), new CommitResult.Conflict(1), new CommitResult.Conflict(0), new CommitResult.Committed(1),
            new CommitResult.Committed(2), new CommitResult.Committed(2), new CommitResult.Conflict(0), new CommitResult.Committed(3),
        ]);
        (await _log.LoadAsync("nodes", CancellationToken.None)).Revision.ShouldBe(0);
        // Rows that one transaction wrote have the same xmin; one transaction is one round trip and one flush.
        (await QueryAsync("SELECT count(DISTINCT xmin::text) FROM entry")).ShouldBe(2, "the warm-up, and the group");
    }

    [Fact]
    public async Task A_connection_that_breaks_under_a_commit_leaves_it_in_doubt_and_the_next_one_gets_another()
    {
        await CommitAsync("pods", 0);
        await BlockAsync();
        var doubtful = CommitAsync("pods", 1);
        await CommitIsBlockedAsync();
        await ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT commit_batches%' AND pid <> pg_backend_pid() AND wait_event_type = 'Lock'");
        await ExecuteAsync("ROLLBACK");

        (await Should.ThrowAsync<ObjectLogException>(() => doubtful)).Failure.ShouldBe(ObjectLogFailure.Away);

        var revision = (await _log.LoadAsync("pods", CancellationToken.None)).Revision;
        revision.ShouldBe(1, "the server ended the transaction");
        (await CommitAsync("pods", revision)).ShouldBe(new CommitResult.Committed(2));
    }

    /// <summary>Otherwise a write that has read the epoch before the grant would become durable after it.</summary>
    [Fact]
    public async Task Taking_the_lease_waits_for_the_writes_that_have_seen_the_old_epoch()
    {
        var store = await _store.OpenStoreAsync();
        var epoch = (await store.ReadLeaseAsync(CancellationToken.None)).Epoch;
        await ExecuteAsync($"BEGIN; SELECT hold_epoch({epoch})");

        var taking = TakeAsync(store);
        while (!taking.IsCompleted && await QueryAsync(LocksWaitedFor) == 0) { }
        taking.IsCompleted.ShouldBeFalse();
        await ExecuteAsync("COMMIT");

        (await taking).ShouldBe(epoch + 1);
        (await CommitAsync("pods", 0)).ShouldBe(new CommitResult.Fenced());
    }

    [Fact]
    public async Task Disposing_writes_what_waits_and_refuses_what_comes_later()
    {
        await BlockAsync();
        var waiting = Enumerable.Range(0, 10).Select(revision => CommitAsync("pods", revision)).ToList();
        var disposal = _log.DisposeAsync().AsTask();
        await Should.ThrowAsync<ObjectDisposedException>(() => CommitAsync("pods", 10));
        await ExecuteAsync("ROLLBACK");

        await disposal;
        (await Task.WhenAll(waiting)).ShouldBe(Enumerable.Range(1, 10).Select(revision => new CommitResult.Committed(revision)));
        await Should.ThrowAsync<ObjectDisposedException>(() => _log.LoadAsync("pods", CancellationToken.None));
    }

    /// <summary>Whoever takes the lease waits for commits under way and keeps later ones out; here the tests do that by hand.</summary>
    private Task BlockAsync() => ExecuteAsync("BEGIN; SELECT pg_advisory_xact_lock(1263687493, 'lease'::regclass::oid::int)");

    private async Task CommitIsBlockedAsync()
    {
        while (await QueryAsync(LocksWaitedFor) == 0) { }
    }

    private static async Task<long> TakeAsync(PostgresStore store)
    {
        while (true)
        {
            if (await store.AcquireAsync(new LeaseHolder("next", new Uri("https://127.0.0.1:6443")), TimeSpan.FromHours(1), CancellationToken.None) is LeaseResult.Granted granted)
                return granted.Epoch;
        }
    }

    private Task<CommitResult> CommitAsync(string collection, long revision) =>
        _log.CommitAsync(new CommitBatch(collection, revision, [Documents.Put("a/1", "x")]), CancellationToken.None);

    private async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _blocker);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> QueryAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _blocker);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
