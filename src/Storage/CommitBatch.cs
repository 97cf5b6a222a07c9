namespace Krewe.Storage;

/// <summary>
/// Changes to one collection, conditional on the revision that the writer has seen last. The rules that every provider follows
/// are here: the condition (<see cref="ConflictWith"/>) and the assignment of revisions (<see cref="RevisionOf"/>).
/// </summary>
/// <param name="Collection">The collection's name, e.g. <c>pods</c> or <c>deployments.apps</c>. Not empty.</param>
/// <param name="ExpectedRevision">The collection's last revision; 0 for the first commit.</param>
/// <param name="Changes">Applied in order. The same key may occur more than once; each occurrence is an entry of its own.</param>
public sealed record CommitBatch(string Collection, long ExpectedRevision, IReadOnlyList<ObjectChange> Changes)
{
    /// <summary>Where the collection stands once the batch is committed.</summary>
    public long LastRevision => ExpectedRevision + Changes.Count;

    /// <summary>The revision that the change at <paramref name="index"/> gets.</summary>
    public long RevisionOf(int index) => ExpectedRevision + 1 + index;

    /// <summary>The conflict with a collection that stands at <paramref name="actualRevision"/>, or null when the batch may be written.</summary>
    public CommitResult.Conflict? ConflictWith(long actualRevision) =>
        actualRevision == ExpectedRevision ? null : new CommitResult.Conflict(actualRevision);

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Collection);
        ArgumentOutOfRangeException.ThrowIfNegative(ExpectedRevision);
        foreach (var change in Changes)
            ObjectChange.ValidateKey(change.Key);
    }
}

/// <summary>One change: a new version of an object, or its end.</summary>
/// <param name="Key">
/// See <see cref="StoredObject.Key"/>. Not empty; without control characters and surrogates, so that every database keeps it
/// as it is and orders it alike.
/// </param>
/// <param name="Value">The new version, or for a deletion the object's last state, which the tombstone keeps for watchers.</param>
/// <param name="Deleted">True when the object ceases to exist.</param>
public sealed record ObjectChange(string Key, ReadOnlyMemory<byte> Value, bool Deleted)
{
    internal static void ValidateKey(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        foreach (var character in key)
        {
            if (char.IsControl(character) || char.IsSurrogate(character))
                throw new ArgumentException($"The key contains the character U+{(int)character:X4}, which storage does not take.", nameof(key));
        }
    }
}
