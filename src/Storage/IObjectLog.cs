namespace Krewe.Storage;

/// <summary>
/// The only state there is: one ordered log of object versions for each collection. Revisions of a collection count up by one
/// from 1 with every change, without a gap; they are what the API calls <c>resourceVersion</c>.
/// </summary>
/// <remarks>
/// Safety rests on <see cref="CommitAsync"/> being conditional on the collection's last revision: whoever works from a stale
/// view of a collection (a second activation, a paused process) cannot write, whatever the timing. A provider may gather commits
/// of several collections into one transaction; it answers only after the transaction is durable.
/// </remarks>
public interface IObjectLog : IAsyncDisposable
{
    /// <summary>Reads the current objects of a collection, and the revisions it stands at. An unknown collection is empty at 0.</summary>
    Task<CollectionState> LoadAsync(string collection, CancellationToken cancellationToken);

    /// <summary>
    /// Appends the changes in their order, the first at <see cref="CommitBatch.ExpectedRevision"/> + 1, all or none.
    /// </summary>
    /// <returns>The outcome; a lost race is a value. Exceptions mean that the outcome is unknown: reload before going on.</returns>
    Task<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the changes after a revision in order, at most <paramref name="limit"/> of them; the history that watches resume from.
    /// </summary>
    Task<HistoryResult> ReadHistoryAsync(string collection, long afterRevision, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets history up to and including a revision: superseded versions and tombstones go, current objects stay.
    /// Reading history from before it answers <see cref="HistoryResult.Compacted"/> from then on.
    /// </summary>
    Task CompactAsync(string collection, long upToRevision, CancellationToken cancellationToken);
}

/// <summary>The collection's objects at <see cref="Revision"/>. History is complete after <see cref="CompactedRevision"/>.</summary>
public sealed record CollectionState(long Revision, long CompactedRevision, IReadOnlyList<StoredObject> Objects);

/// <summary>The current version of one object.</summary>
/// <param name="Key">Unique within the collection: <c>namespace/name</c>, or <c>/name</c> without a namespace. Ordinal order.</param>
/// <param name="Revision">The revision that wrote this version.</param>
/// <param name="Value">The document, opaque to storage.</param>
public sealed record StoredObject(string Key, long Revision, ReadOnlyMemory<byte> Value);

/// <summary>Changes to one collection, conditional on the revision that the writer has seen last.</summary>
public sealed record CommitBatch(string Collection, long ExpectedRevision, IReadOnlyList<ObjectChange> Changes);

/// <summary>One change: a new version of an object, or its end.</summary>
/// <param name="Key">See <see cref="StoredObject.Key"/>.</param>
/// <param name="Value">The new version, or for a deletion the object's last state, which the tombstone keeps for watchers.</param>
/// <param name="Deleted">True when the object ceases to exist.</param>
public sealed record ObjectChange(string Key, ReadOnlyMemory<byte> Value, bool Deleted);

/// <summary>What became of a commit.</summary>
public abstract record CommitResult
{
    private CommitResult() { }

    /// <summary>Durable; the collection now stands at <paramref name="Revision"/>.</summary>
    public sealed record Committed(long Revision) : CommitResult;

    /// <summary>Nothing was written: the collection stands at <paramref name="ActualRevision"/>. Step down and reload.</summary>
    public sealed record Conflict(long ActualRevision) : CommitResult;
}

/// <summary>An entry of the history.</summary>
/// <param name="Revision">Its place in the collection's order.</param>
/// <param name="Key">See <see cref="StoredObject.Key"/>.</param>
/// <param name="Value">The version written, or the last state of the object that was deleted.</param>
/// <param name="Deleted">True for a tombstone.</param>
/// <param name="Previous">The version that this one replaced, or null when the change created the object.</param>
public sealed record LogEntry(long Revision, string Key, ReadOnlyMemory<byte> Value, bool Deleted, ReadOnlyMemory<byte>? Previous);

/// <summary>What a read of history found.</summary>
public abstract record HistoryResult
{
    private HistoryResult() { }

    /// <summary>Entries in order without a gap; empty when there is nothing newer.</summary>
    public sealed record Entries(IReadOnlyList<LogEntry> Items) : HistoryResult;

    /// <summary>The history asked for is gone: it begins after <paramref name="CompactedRevision"/>. List again.</summary>
    public sealed record Compacted(long CompactedRevision) : HistoryResult;
}
