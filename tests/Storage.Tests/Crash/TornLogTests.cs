using Krewe.Storage.Tests.Conformance;
using Krewe.Storage.Tests.Sqlite;

namespace Krewe.Storage.Tests.Crash;

/// <summary>
/// What a power failure may leave: the write-ahead log ends anywhere, perhaps in rubbish. The database must open all the same and hold the
/// commits up to some moment, no later than the tear and no earlier than what was acknowledged when the log was as long as what is left.
/// </summary>
public sealed class TornLogTests : IAsyncLifetime
{
    private const int Commits = 120;
    private static readonly string[] Collections = ["pods", "services", "nodes"];

    private readonly SqliteStore _store = new();
    private readonly List<string> _stateAfter = [];
    private readonly List<long> _lengthAfter = [];
    private IObjectLog _log = null!;

    public async Task InitializeAsync()
    {
        _log = await _store.OpenAsync();
        var random = new Random(7);
        var revisions = Collections.ToDictionary(name => name, _ => 0L);
        await RememberAsync();
        for (var commit = 0; commit < Commits; commit++)
        {
            var collection = Collections[random.Next(Collections.Length)];
            var changes = Enumerable.Range(0, random.Next(1, 4))
                .Select(_ => Documents.Put($"a/{random.Next(5)}", new string((char)('a' + commit % 26), random.Next(2000)))).ToArray();
            var result = await _log.CommitAsync(new CommitBatch(collection, revisions[collection], changes), CancellationToken.None);
            revisions[collection] = result.ShouldBeOfType<CommitResult.Committed>().Revision;
            await RememberAsync();
        }
    }

    public async Task DisposeAsync()
    {
        await _log.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_cut_off_log_opens_and_holds_all_that_was_acknowledged_before_the_cut()
    {
        var random = new Random(8);
        for (var attempt = 0; attempt < 60; attempt++)
        {
            var cut = random.NextInt64(_lengthAfter[^1] + 1);
            (await ReopenTornAsync(cut, rubbish: [])).ShouldBe(AcknowledgedAt(cut), $"cut at {cut}");
        }
        (await ReopenTornAsync(_lengthAfter[^1], rubbish: [])).ShouldBe(Commits);
    }

    [Fact]
    public async Task A_log_that_ends_in_rubbish_opens_and_holds_all_that_was_acknowledged_before_it()
    {
        var random = new Random(9);
        for (var attempt = 0; attempt < 30; attempt++)
        {
            var cut = random.NextInt64(_lengthAfter[^1] + 1);
            var rubbish = new byte[random.Next(1, 20_000)];
            random.NextBytes(rubbish);
            (await ReopenTornAsync(cut, rubbish)).ShouldBe(AcknowledgedAt(cut), $"rubbish from {cut}");
        }
    }

    private int AcknowledgedAt(long length) => _lengthAfter.FindLastIndex(after => after <= length) is var last and >= 0 ? last : 0;

    /// <summary>Opens a copy whose log is torn, and tells after how many commits the original looked like that.</summary>
    private async Task<int> ReopenTornAsync(long cut, byte[] rubbish)
    {
        await using var copy = new SqliteStore();
        File.Copy(_store.Path, copy.Path);
        await using (var from = new FileStream(_store.Path + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            var kept = new byte[cut];
            await from.ReadExactlyAsync(kept);
            await File.WriteAllBytesAsync(copy.Path + "-wal", [.. kept, .. rubbish]);
        }

        await using var log = await copy.OpenAsync();
        var commits = _stateAfter.IndexOf(await DescribeAsync(log));
        commits.ShouldBeGreaterThanOrEqualTo(0, "the database shows something that it never was");
        return commits;
    }

    private async Task RememberAsync()
    {
        _stateAfter.Add(await DescribeAsync(_log));
        _lengthAfter.Add(new FileInfo(_store.Path + "-wal").Length);
    }

    private static async Task<string> DescribeAsync(IObjectLog log)
    {
        var parts = new List<string>();
        foreach (var collection in Collections)
        {
            parts.Add((await log.LoadAsync(collection, CancellationToken.None)).Describe());
            parts.Add((await log.ReadHistoryAsync(collection, 0, int.MaxValue, CancellationToken.None)).Describe());
        }
        return string.Join('\n', parts);
    }
}
