namespace Krewe.Storage.Sqlite;

/// <summary>
/// What waits for the writer: bounded, so that callers who outrun the disk wait at the door instead of filling the memory, and taken out in
/// groups, so that all who gathered while one transaction was on its way share the next.
/// </summary>
internal sealed class WriteQueue(int capacity, long groupSize)
{
    private readonly Lock _gate = new();
    private readonly Queue<WriteRequest> _waiting = new();
    private readonly SemaphoreSlim _free = new(capacity);
    // The disk takes longer than it pays to wait for awake.
    private readonly ManualResetEventSlim _work = new(initialState: false, spinCount: 0);
    private bool _closed;

    /// <summary>Queues a request as soon as there is room.</summary>
    /// <exception cref="ObjectDisposedException">The queue is closed.</exception>
    public async ValueTask AddAsync(WriteRequest request, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        lock (_gate)
        {
            if (_closed)
            {
                _free.Release();
                throw new ObjectDisposedException(nameof(SqliteObjectLog));
            }
            _waiting.Enqueue(request);
            _work.Set();
        }
    }

    /// <summary>
    /// Blocks the calling thread until there is something to do, then moves it to <paramref name="group"/>, up to about the
    /// group size. False once the queue is closed and empty.
    /// </summary>
    public bool Take(List<WriteRequest> group)
    {
        _work.Wait();
        var taken = 0;
        lock (_gate)
        {
            for (var size = 0L; size < groupSize && _waiting.TryDequeue(out var request); taken++)
            {
                size += request.Size;
                if (request.TryBegin())
                    group.Add(request);
            }
            if (_waiting.Count == 0 && !_closed)
                _work.Reset();
        }
        if (taken > 0)
            _free.Release(taken);
        return taken > 0;
    }

    /// <summary>Takes nothing more in; what waits will still be written.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _work.Set();
        }
    }
}
