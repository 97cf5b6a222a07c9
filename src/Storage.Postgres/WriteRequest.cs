using Npgsql;
using NpgsqlTypes;

namespace Krewe.Storage.Postgres;

/// <summary>Something for the writer to do, from the moment it is queued until it is answered.</summary>
internal abstract class WriteRequest
{
    /// <summary>About how much the request adds to a transaction, in bytes.</summary>
    public abstract long Size { get; }

    /// <summary>The writer takes it up; false when the caller has withdrawn it before.</summary>
    public abstract bool TryBegin();

    /// <summary>Answers the caller: the transaction failed.</summary>
    public abstract void Fail(ObjectLogException cause);
}

/// <summary>A batch to commit.</summary>
internal sealed class CommitRequest(CommitBatch batch) : WriteRequest
{
    private readonly PendingAnswer<CommitResult> _pending = new();

    public override long Size { get; } = batch.Changes.Sum(static change => (long)change.Value.Length);

    public CommitBatch Batch => batch;

    public override bool TryBegin() => _pending.TryBegin();

    public override void Fail(ObjectLogException cause) => _pending.Fail(cause);

    /// <summary>Answers the caller: the transaction is durable, and the collection had stood there; null when the epoch is spent.</summary>
    public void Succeed(long? actualRevision) => _pending.Succeed(
        actualRevision is not { } actual ? new CommitResult.Fenced()
        : batch.ConflictWith(actual) is { } conflict ? conflict
        : new CommitResult.Committed(batch.LastRevision));

    public Task<CommitResult> WaitAsync(CancellationToken cancellationToken) => _pending.WaitAsync(cancellationToken);
}

/// <summary>A compaction; answers the revision that the collection stands at, or null when the epoch is spent.</summary>
internal sealed class CompactRequest(string collection, long upToRevision) : WriteRequest
{
    private readonly PendingAnswer<long?> _pending = new();

    public override long Size => 0;

    public override bool TryBegin() => _pending.TryBegin();

    public override void Fail(ObjectLogException cause) => _pending.Fail(cause);

    public void Succeed(long? revision) => _pending.Succeed(revision);

    public Task<long?> WaitAsync(CancellationToken cancellationToken) => _pending.WaitAsync(cancellationToken);

    public NpgsqlBatchCommand ToCommand(long epoch) => new("SELECT compact_collection($1, $2, $3)")
    {
        Parameters =
        {
            new() { Value = epoch, NpgsqlDbType = NpgsqlDbType.Bigint },
            new() { Value = collection, NpgsqlDbType = NpgsqlDbType.Text },
            new() { Value = upToRevision, NpgsqlDbType = NpgsqlDbType.Bigint },
        },
    };
}
