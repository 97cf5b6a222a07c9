using System.Globalization;
using Krewe.Storage;
using Krewe.Storage.Sqlite;

namespace Krewe.Benchmarks;

/// <summary>
/// How fast the SQLite object log makes commits durable, loads a collection, and opens. Documents of 1 kB, one change for each commit,
/// keys that are updated again and again, as the status of pods is.
/// </summary>
internal sealed class StorageBenchmark(TextWriter output, TimeProvider clock)
{
    private const int DocumentSize = 1000;
    private const int KeysPerCollection = 2000;
    private const int ObjectsToLoad = 10_000;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    /// <summary>Runs everything on databases in a temporary directory; its disk is the one that is measured.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("krewe-storage-benchmark-").FullName;
        try
        {
            foreach (var collections in new[] { 1, 4 })
            {
                foreach (var committers in new[] { 1, 32, 256 })
                    await MeasureCommitsAsync(Path.Combine(directory, $"{collections}-{committers}.db"), collections, committers, cancellationToken);
            }
            await MeasureOpeningAsync(Path.Combine(directory, "load.db"), cancellationToken);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private async Task MeasureCommitsAsync(string path, int collections, int committers, CancellationToken cancellationToken)
    {
        await using var log = await OpenAsync(path, cancellationToken);
        var sequencers = Enumerable.Range(0, collections).Select(number => new Sequencer(log, $"kind{number}")).ToArray();
        var start = clock.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, committers).Select(number => Task.Run(async () =>
        {
            var mine = new List<TimeSpan>();
            for (var count = 0; clock.GetElapsedTime(start) < Duration; count++)
            {
                var begun = clock.GetTimestamp();
                await sequencers[number % collections].CommitAsync($"default/{(count * committers + number) % KeysPerCollection}", cancellationToken);
                mine.Add(clock.GetElapsedTime(begun));
            }
            return mine;
        }, cancellationToken)));
        var elapsed = clock.GetElapsedTime(start);

        var sorted = latencies.SelectMany(each => each).Order().ToArray();
        Report($"commit, {collections} collections, {committers,3} committers: {sorted.Length / elapsed.TotalSeconds,7:N0}/s, p50 {
            Percentile(sorted, 50),6:N2} ms, p99 {Percentile(sorted, 99),6:N2} ms, max {sorted[^1].TotalMilliseconds,6:N2} ms");
    }

    private async Task MeasureOpeningAsync(string path, CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        await using (var log = await OpenAsync(path, cancellationToken))
        {
            Report($"open, new database: {clock.GetElapsedTime(begun).TotalMilliseconds:N1} ms");
            var document = new byte[DocumentSize];
            for (var revision = 0; revision < ObjectsToLoad; revision += 500)
            {
                var changes = Enumerable.Range(revision, 500).Select(number => new ObjectChange($"default/{number}", document, Deleted: false)).ToArray();
                await log.CommitAsync(new CommitBatch("pods", revision, changes), cancellationToken);
            }
        }

        begun = clock.GetTimestamp();
        await using var reopened = await OpenAsync(path, cancellationToken);
        Report($"open, {ObjectsToLoad:N0} objects: {clock.GetElapsedTime(begun).TotalMilliseconds:N1} ms");
        begun = clock.GetTimestamp();
        var state = await reopened.LoadAsync("pods", cancellationToken);
        Report($"load, {state.Objects.Count:N0} objects: {clock.GetElapsedTime(begun).TotalMilliseconds:N1} ms");
        begun = clock.GetTimestamp();
        await reopened.ReadHistoryAsync("pods", state.Revision - 1000, 1000, cancellationToken);
        Report($"history, 1,000 entries: {clock.GetElapsedTime(begun).TotalMilliseconds:N1} ms");
        begun = clock.GetTimestamp();
        await reopened.CompactAsync("pods", state.Revision, cancellationToken);
        Report($"compact, {state.Revision:N0} entries, none superseded: {clock.GetElapsedTime(begun).TotalMilliseconds:N1} ms");
    }

    private static Task<SqliteObjectLog> OpenAsync(string path, CancellationToken cancellationToken) =>
        SqliteObjectLog.OpenAsync(new SqliteObjectLogOptions { Path = path }, cancellationToken);

    private static double Percentile(TimeSpan[] sorted, int percent) => sorted[(sorted.Length - 1) * percent / 100].TotalMilliseconds;

    private void Report(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>Gives each commit of a collection the revision it must expect, as the collection's grain does.</summary>
    private sealed class Sequencer(IObjectLog log, string collection)
    {
        private readonly Lock _gate = new();
        private readonly byte[] _document = new byte[DocumentSize];
        private long _revision;

        public async Task CommitAsync(string key, CancellationToken cancellationToken)
        {
            Task<CommitResult> commit;
            lock (_gate)
                commit = log.CommitAsync(new CommitBatch(collection, _revision++, [new ObjectChange(key, _document, Deleted: false)]), cancellationToken);
            if (await commit is not CommitResult.Committed)
                throw new InvalidOperationException("The sequencer lost the order of its commits.");
        }
    }
}
