namespace Krewe.Storage;

/// <summary>A consistent view of a collection: its objects as they stand at <see cref="Revision"/>.</summary>
/// <param name="Revision">The last revision written; 0 for a collection that was never written to.</param>
/// <param name="CompactedRevision">History is complete after this revision.</param>
/// <param name="Objects">The current objects in ordinal order of their keys.</param>
public sealed record CollectionState(long Revision, long CompactedRevision, IReadOnlyList<StoredObject> Objects)
{
    /// <summary>What an unknown collection looks like.</summary>
    public static CollectionState Empty { get; } = new(0, 0, []);
}

/// <summary>The current version of one object.</summary>
/// <param name="Key">Unique within the collection: <c>namespace/name</c>, or <c>/name</c> without a namespace. Ordinal order.</param>
/// <param name="Revision">The revision that wrote this version.</param>
/// <param name="Value">The document, opaque to storage.</param>
public sealed record StoredObject(string Key, long Revision, ReadOnlyMemory<byte> Value);
