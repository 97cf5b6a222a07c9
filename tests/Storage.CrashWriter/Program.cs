using System.Globalization;
using Krewe.Storage;
using Krewe.Storage.CrashWriter;
using Krewe.Storage.Leases;
using Krewe.Storage.Postgres;
using Krewe.Storage.Sqlite;

// Usage: Krewe.Storage.CrashWriter DATABASE SEED. Runs until it is killed, or its reader has gone. The database is an SQLite file, or
// a connection string of PostgreSQL; there the writer takes over from the one that was killed, once its lease has ended.
const int collections = 6, writersPerCollection = 2;
var seed = int.Parse(args[1], CultureInfo.InvariantCulture);
await using var log = args[0].Contains('=', StringComparison.Ordinal)
    ? await TakeOverAsync(await PostgresStore.OpenAsync(new PostgresStoreOptions { ConnectionString = args[0] }, TimeProvider.System, CancellationToken.None))
    : await SqliteObjectLog.OpenAsync(new SqliteObjectLogOptions { Path = args[0] }, CancellationToken.None);
using var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });

await await Task.WhenAny(
    from collection in Enumerable.Range(0, collections)
    from writer in Enumerable.Range(0, writersPerCollection)
    select Task.Run(() => WriteAsync($"kind{collection}", seed * 1000 + collection * writersPerCollection + writer)));

async Task WriteAsync(string collection, int writer)
{
    var random = new Random(writer);
    var revision = (await log.LoadAsync(collection, CancellationToken.None)).Revision;
    for (var number = 0; ; number++)
    {
        var stamp = new BatchStamp(writer, number, random.Next(1, 5));
        var changes = Enumerable.Range(0, stamp.Size)
            .Select(_ => new ObjectChange($"a/{random.Next(20)}", stamp.Document(random.Next(3000), random), Deleted: random.Next(4) == 0))
            .ToList();

        // Two writers race for each collection; the loser tries again from where the winner has left it.
        CommitResult result;
        while ((result = await log.CommitAsync(new CommitBatch(collection, revision, changes), CancellationToken.None)) is CommitResult.Conflict conflict)
            revision = conflict.ActualRevision;

        output.WriteLine(new Acknowledgement(collection, revision + 1, stamp).ToString());
        revision = ((CommitResult.Committed)result).Revision;
        if (random.Next(50) == 0)
            await log.CompactAsync(collection, Math.Max(0, revision - 200), CancellationToken.None);
    }
}

async Task<IObjectLog> TakeOverAsync(PostgresStore store)
{
    var candidate = new LeaseHolder($"writer {seed}", new Uri("https://127.0.0.1:6443"));
    while (true)
    {
        // Nobody renews it: what ends with the lease is only the right to read from memory, and this writer always asks the database.
        if (await store.AcquireAsync(candidate, TimeSpan.FromMilliseconds(200), CancellationToken.None) is LeaseResult.Granted granted)
            return store.OpenLog(granted.Epoch);
    }
}
