namespace Krewe.Storage.Sqlite;

/// <summary>Something for the writer to do, from the moment it is queued until it is answered.</summary>
internal abstract class WriteRequest
{
    /// <summary>About how much the request adds to a transaction, in bytes.</summary>
    public abstract long Size { get; }

    /// <summary>The writer takes it up; false when the caller has withdrawn it before.</summary>
    public abstract bool TryBegin();

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
    private readonly PendingAnswer<TAnswer> _pending = new();
    private TAnswer? _answer;

    public sealed override bool TryBegin() => _pending.TryBegin();

    public sealed override void Apply(LogTables tables) => _answer = Perform(tables);

    public sealed override void Succeed() => _pending.Succeed(_answer!);

    public sealed override void Fail(ObjectLogException cause) => _pending.Fail(cause);

    /// <inheritdoc cref="PendingAnswer{TAnswer}.WaitAsync"/>
    public Task<TAnswer> WaitAsync(CancellationToken cancellationToken) => _pending.WaitAsync(cancellationToken);

    protected abstract TAnswer Perform(LogTables tables);
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
