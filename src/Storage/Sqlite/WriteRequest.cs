namespace Krewe.Storage.Sqlite;

/// <summary>Something for the writer to do, from the moment it is queued until it is answered.</summary>
internal abstract class WriteRequest
{
    private const int Waiting = 0, Begun = 1, Withdrawn = 2;

    private int _stage = Waiting;

    /// <summary>About how much the request adds to a transaction, in bytes.</summary>
    public abstract long Size { get; }

    /// <summary>The writer takes it up; false when the caller has withdrawn it before.</summary>
    public bool TryBegin() => Interlocked.CompareExchange(ref _stage, Begun, Waiting) == Waiting;

    /// <summary>The caller gives up; false when the writer has taken it up before, and will answer.</summary>
    protected bool TryWithdraw() => Interlocked.CompareExchange(ref _stage, Withdrawn, Waiting) == Waiting;

    /// <summary>Does the work within the open transaction.</summary>
    public abstract void Apply(LogTables tables);

    /// <summary>Answers the caller: the transaction is durable.</summary>
    public abstract void Succeed();

    /// <summary>Answers the caller: the transaction failed.</summary>
    public abstract void Fail(ObjectLogException cause);
}

/// <summary>A request that is answered with a value.</summary>
internal abstract class WriteRequest<TAnswer> : WriteRequest
{
    private readonly TaskCompletionSource<TAnswer> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TAnswer? _answer;

    public sealed override void Apply(LogTables tables) => _answer = Perform(tables);

    public sealed override void Succeed() => _completion.SetResult(_answer!);

    // Each caller throws an exception of its own, since a shared one would mix up their stack traces.
    public sealed override void Fail(ObjectLogException cause) =>
        _completion.SetException(new ObjectLogException(cause.Failure, cause.Message, cause));

    /// <summary>
    /// Waits for the answer. Cancellation withdraws a request that still waits, and has no effect on one that has begun: what
    /// cannot be taken back is answered.
    /// </summary>
    public async Task<TAnswer> WaitAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static (request, token) => ((WriteRequest<TAnswer>)request!).Withdraw(token), this);
        return await _completion.Task;
    }

    protected abstract TAnswer Perform(LogTables tables);

    private void Withdraw(CancellationToken cancellationToken)
    {
        if (TryWithdraw())
            _completion.SetCanceled(cancellationToken);
    }
}

/// <summary>A batch to commit.</summary>
internal sealed class CommitRequest(CommitBatch batch) : WriteRequest<CommitResult>
{
    public override long Size { get; } = batch.Changes.Sum(static change => (long)change.Value.Length);

    protected override CommitResult Perform(LogTables tables) => tables.Commit(batch);
}

/// <summary>A compaction; answers the revision that the collection stands at.</summary>
internal sealed class CompactRequest(string collection, long upToRevision) : WriteRequest<long>
{
    public override long Size => 0;

    protected override long Perform(LogTables tables) => tables.Compact(collection, upToRevision);
}
