namespace Krewe.Storage.Sqlite;

/// <summary>
/// The only writer. On a thread of its own, since SQLite blocks while the disk works, it takes what has gathered, writes it as one
/// transaction and answers everybody in it: one flush to disk for many commits of many collections.
/// </summary>
internal sealed class LogWriter
{
    private readonly Database _database;
    private readonly WriteQueue _queue;
    private readonly LogTables _tables;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LogWriter(Database database, WriteQueue queue)
    {
        _database = database;
        _queue = queue;
        _tables = new LogTables(database);
        new Thread(Run) { IsBackground = true, Name = "krewe storage writer" }.Start();
    }

    /// <summary>Completes when the queue is closed and everything in it is written and answered.</summary>
    public Task Ended => _ended.Task;

    private void Run()
    {
        var group = new List<WriteRequest>();
        while (_queue.Take(group))
        {
            if (group.Count > 0)
                Write(group);
            group.Clear();
        }
        _ended.SetResult();
    }

    private void Write(List<WriteRequest> group)
    {
        try
        {
            _database.Transact(() =>
            {
                foreach (var request in group)
                    request.Apply(_tables);
            });
        }
        catch (ObjectLogException exception)
        {
            foreach (var request in group)
                request.Fail(exception);
            return;
        }

        foreach (var request in group)
            request.Succeed();
    }
}
