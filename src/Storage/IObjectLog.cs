namespace Krewe.Storage;

/// <summary>
/// The only state there is: one ordered log of object versions for each collection. Revisions of a collection count up by one
/// from 1 with every change, without a gap; they are what the API calls <c>resourceVersion</c>.
/// </summary>
/// <remarks>
/// <para>Safety rests on <see cref="CommitAsync"/> being conditional on the collection's last revision: whoever works from a stale
/// view of a collection (a second activation, a paused process) cannot write, whatever the timing. A provider may gather commits
/// of several collections into one transaction; it answers only after the transaction is durable.</para>
/// <para>Documents are opaque and immutable: a caller does not change the memory of a value that it has handed over.</para>
/// <para>All members may be called from any number of callers at once. What a provider must do beyond the signatures is written
/// down as tests in <c>ObjectLogConformance</c>.</para>
/// </remarks>
public interface IObjectLog : IAsyncDisposable
{
    /// <summary>Reads the current objects of a collection, and the revisions it stands at. An unknown collection is empty at 0.</summary>
    /// <exception cref="ObjectLogException">The state could not be read.</exception>
    Task<CollectionState> LoadAsync(string collection, CancellationToken cancellationToken);

    /// <summary>
    /// Appends the changes in their order, the first at <see cref="CommitBatch.ExpectedRevision"/> + 1, all or none. A batch
    /// without changes writes nothing and answers whether the expected revision is still the last one.
    /// </summary>
    /// <returns>The outcome; a lost race is a value.</returns>
    /// <exception cref="ObjectLogException">The outcome is unknown: all of the batch may be durable or none of it. Reload before going on.</exception>
    /// <exception cref="OperationCanceledException">
    /// Nothing was written: cancellation withdraws a batch that still waits. A batch whose writing has begun is answered with its
    /// outcome all the same, so cancellation never leaves the caller in doubt.
    /// </exception>
    /// <exception cref="ArgumentException">The batch breaks the rules of <see cref="CommitBatch"/>.</exception>
    Task<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the changes after a revision in order, within a limit; the history that watches resume from. Nobody can tell from the number of entries
    /// that these were the last ones: an answer without any says so.
    /// </summary>
    /// <exception cref="ObjectLogException">The history could not be read.</exception>
    Task<HistoryResult> ReadHistoryAsync(string collection, long afterRevision, HistoryLimit limit, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets history up to and including a revision: superseded versions and tombstones go, current objects stay, and so does
    /// the one superseded version of an object that a retained entry names as its <see cref="LogEntry.Previous"/>.
    /// Reading history from before it answers <see cref="HistoryResult.Compacted"/> from then on. Compacting what is compacted
    /// already changes nothing. The cost is that of the entries forgotten, so call it often and in small steps.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The collection has not reached <paramref name="upToRevision"/>.</exception>
    /// <exception cref="ObjectLogException">The outcome is unknown; calling again is safe.</exception>
    Task CompactAsync(string collection, long upToRevision, CancellationToken cancellationToken);
}
