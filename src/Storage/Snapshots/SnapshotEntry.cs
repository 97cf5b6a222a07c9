namespace Krewe.Storage.Snapshots;

/// <summary>A piece of a snapshot: the beginning of a collection, or an object of the collection that began last.</summary>
public abstract record SnapshotEntry
{
    private SnapshotEntry() { }

    /// <summary>A collection, and the last revision written to it.</summary>
    public sealed record Collection(string Name, long Revision) : SnapshotEntry;

    /// <summary>A current object.</summary>
    public sealed record Item(StoredObject Stored) : SnapshotEntry;
}
