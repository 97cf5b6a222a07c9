using Krewe.Storage.Sqlite;
using Krewe.Storage.Tests.Conformance;

namespace Krewe.Storage.Tests.Sqlite;

/// <summary>
/// The writer's group commit. A second connection holds the database's write lock while the tests queue what they want to meet
/// in one transaction.
/// </summary>
public sealed class SqliteWriterTests : IAsyncLifetime
{
    private readonly SqliteStore _store = new();
    private IObjectLog _log = null!;
    private Database _blocker = null!;

    public async Task InitializeAsync()
    {
        _log = await _store.OpenAsync();
        _blocker = Database.Open(_store.Path);
    }

    public async Task DisposeAsync()
    {
        _blocker.Dispose();
        await _log.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_batch_that_conflicts_does_not_fail_the_others_of_its_transaction()
    {
        _blocker.Execute("BEGIN IMMEDIATE");
        var first = CommitAsync("warm-up", 0);
        Task<CommitResult>[] group =
        [
            CommitAsync("pods", 0), CommitAsync("pods", 0), CommitAsync("services", 7), CommitAsync("services", 0),
            CommitAsync("pods", 1), CommitAsync("services", 1), CommitAsync("nodes", 1), CommitAsync("pods", 2),
        ];
        first.IsCompleted.ShouldBeFalse("nothing is acknowledged before it is written");
        _blocker.Execute("ROLLBACK");

        (await Task.WhenAll(group)).ShouldBe(
        [
            new CommitResult.Committed(1), new CommitResult.Conflict(1), new CommitResult.Conflict(0), new CommitResult.Committed(1),
            new CommitResult.Committed(2), new CommitResult.Committed(2), new CommitResult.Conflict(0), new CommitResult.Committed(3),
        ]);
        (await _log.LoadAsync("nodes", CancellationToken.None)).Revision.ShouldBe(0);
    }

    [Fact]
    public async Task Disposing_writes_what_waits_and_refuses_what_comes_later()
    {
        _blocker.Execute("BEGIN IMMEDIATE");
        var waiting = Enumerable.Range(0, 10).Select(revision => CommitAsync("pods", revision)).ToList();
        var disposal = _log.DisposeAsync().AsTask();
        await Should.ThrowAsync<ObjectDisposedException>(() => CommitAsync("pods", 10));
        _blocker.Execute("ROLLBACK");

        await disposal;
        (await Task.WhenAll(waiting)).ShouldBe(Enumerable.Range(1, 10).Select(revision => new CommitResult.Committed(revision)));
        await Should.ThrowAsync<ObjectDisposedException>(() => _log.LoadAsync("pods", CancellationToken.None));
    }

    [Fact]
    public async Task Callers_wait_at_the_door_when_the_queue_is_full()
    {
        var queue = new WriteQueue(capacity: 2, groupSize: 1000);
        await queue.AddAsync(Request(0), CancellationToken.None);
        await queue.AddAsync(Request(1), CancellationToken.None);
        var third = queue.AddAsync(Request(2), CancellationToken.None).AsTask();
        using var impatience = new CancellationTokenSource();
        var fourth = queue.AddAsync(Request(3), impatience.Token).AsTask();
        third.IsCompleted.ShouldBeFalse();
        await impatience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => fourth);

        var group = new List<WriteRequest>();
        queue.Take(group).ShouldBeTrue();
        group.Count.ShouldBe(2);
        await third;
        group.Clear();
        queue.Take(group).ShouldBeTrue();
        group.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_group_ends_once_it_is_large()
    {
        var queue = new WriteQueue(capacity: 10, groupSize: 25);
        for (var revision = 0; revision < 4; revision++)
            await queue.AddAsync(Request(revision, bytes: 10), CancellationToken.None);
        queue.Close();

        var group = new List<WriteRequest>();
        queue.Take(group).ShouldBeTrue();
        group.Count.ShouldBe(3);
        queue.Take(group).ShouldBeTrue();
        group.Count.ShouldBe(4);
        queue.Take(group).ShouldBeFalse("it is closed and empty");
    }

    [Fact]
    public async Task Cancellation_withdraws_a_commit_that_waits()
    {
        var queue = new WriteQueue(capacity: 10, groupSize: 1000);
        var request = Request(0);
        await queue.AddAsync(request, CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        var answer = request.WaitAsync(cancellation.Token);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => answer);

        var group = new List<WriteRequest>();
        queue.Take(group).ShouldBeTrue();
        group.ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancellation_comes_too_late_for_a_commit_that_has_begun()
    {
        using var cancellation = new CancellationTokenSource();
        var request = Request(0);
        var answer = request.WaitAsync(cancellation.Token);
        request.TryBegin().ShouldBeTrue();
        await cancellation.CancelAsync();
        answer.IsCompleted.ShouldBeFalse();

        _blocker.Transact(() => request.Apply(new LogTables(_blocker)));
        request.Succeed();

        (await answer).ShouldBe(new CommitResult.Committed(1));
    }

    private static CommitRequest Request(long revision, int bytes = 1) =>
        new(new CommitBatch("pods", revision, [new ObjectChange("a/1", new byte[bytes], false)]));

    private Task<CommitResult> CommitAsync(string collection, long revision) =>
        _log.CommitAsync(new CommitBatch(collection, revision, [Documents.Put("a/1", "x")]), CancellationToken.None);
}
