using Krewe.Storage.CrashWriter;
using Krewe.Storage.Tests.Conformance;
using Krewe.Storage.Tests.Postgres;
using Krewe.Storage.Tests.Sqlite;

namespace Krewe.Storage.Tests.Crash;

public sealed class CrashTests
{
    private const int Crashes = 10;

    [Fact]
    public async Task Killing_the_process_while_it_writes_loses_nothing_acknowledged_and_leaves_nothing_half()
    {
        await using var store = new SqliteStore();
        await KillAgainAndAgainAsync(store, store.Path);
    }

    [Fact]
    public async Task The_same_with_PostgreSQL_where_the_next_writer_takes_over_the_lease()
    {
        await using var store = new PostgresTestStore();
        await KillAgainAndAgainAsync(store, await store.ConnectionStringAsync());
    }

    /// <summary>Kills the writer again and again on the same database, each time at another moment of its work.</summary>
    private static async Task KillAgainAndAgainAsync(IObjectLogStore store, string database)
    {
        var random = new Random(20260);
        var acknowledged = new List<Acknowledgement>();
        for (var crash = 1; crash <= Crashes; crash++)
        {
            acknowledged.AddRange(await CrashingWriter.RunAsync(database, seed: crash, acknowledgements: random.Next(1, 1500)));

            // Looking at it recovers it; every other time it is the next writer that meets what the crash has left.
            if (crash % 2 == 0)
                await CheckAsync(store, acknowledged);
        }
    }

    private static async Task CheckAsync(IObjectLogStore store, List<Acknowledgement> acknowledged)
    {
        await using var log = await store.OpenAsync();
        foreach (var collection in acknowledged.GroupBy(commit => commit.Collection))
        {
            var survivor = await SurvivorCheck.LoadAsync(log, collection.Key);
            survivor.RevisionsHaveNoGap();
            survivor.BatchesAreWhole();
            survivor.ObjectsFollowFromHistory();
            foreach (var commit in collection)
                survivor.Has(commit);
        }
    }
}
