namespace Krewe.Storage;

/// <summary>What a read of history found.</summary>
public abstract record HistoryResult
{
    private HistoryResult() { }

    /// <summary>Entries in order without a gap; empty when there is nothing newer.</summary>
    public sealed record Entries(IReadOnlyList<LogEntry> Items) : HistoryResult;

    /// <summary>The history asked for is gone: it begins after <paramref name="CompactedRevision"/>. List again.</summary>
    public sealed record Compacted(long CompactedRevision) : HistoryResult;
}

/// <summary>An entry of the history.</summary>
/// <param name="Revision">Its place in the collection's order.</param>
/// <param name="Key">See <see cref="StoredObject.Key"/>.</param>
/// <param name="Value">The version written, or the last state of the object that was deleted.</param>
/// <param name="Deleted">True for a tombstone.</param>
/// <param name="Previous">
/// The version that this one replaced or ended; null exactly when the object did not exist before the change. Compaction keeps
/// what a retained entry needs for this, so it holds for every entry that can be read. (Mind that C# turns a bare <c>null</c> in a
/// conditional expression into an empty version; write <c>default(ReadOnlyMemory&lt;byte&gt;?)</c>.)
/// </param>
public sealed record LogEntry(long Revision, string Key, ReadOnlyMemory<byte> Value, bool Deleted, ReadOnlyMemory<byte>? Previous)
{
    /// <summary>Bytes of both versions; see <see cref="HistoryLimit.Bytes"/>.</summary>
    public long Bytes => Value.Length + (Previous?.Length ?? 0);
}
