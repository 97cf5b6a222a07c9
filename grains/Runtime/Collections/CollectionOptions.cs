namespace Krewe.Grains.Collections;

/// <summary>Limits of collections.</summary>
public sealed record CollectionOptions
{
    /// <summary>
    /// Changes that go to storage together at most. A batch holds up those behind it, so it should take no longer than a few
    /// syncs of a disk; a thousand documents of a few kilobytes are written in about that time.
    /// </summary>
    public int MaxBatch { get; init; } = 1_000;

    /// <summary>Bytes of documents from which on a batch is closed: large objects must not make it long.</summary>
    public int MaxBatchBytes { get; init; } = 8 << 20;

    /// <summary>Commits that may wait for storage. More are refused, so that a slow disk shows as refusals and not as exhausted memory.</summary>
    public int MaxWaiting { get; init; } = 20_000;

    /// <summary>Changes kept in memory for observers that come back. Enough for a short break of an observer; older ones come from storage.</summary>
    public int RecentChanges { get; init; } = 2_048;

    /// <summary>
    /// Bytes of the documents of those changes, before and after the change. Changes of objects of 4 kB, as pods are, fit in whole; of objects of a
    /// megabyte there are few, or they would take gigabytes.
    /// </summary>
    public int RecentBytes { get; init; } = 16 << 20;

    /// <summary>Changes read from storage at a time for an observer that is far behind.</summary>
    public int HistoryPage { get; init; } = 1_000;

    /// <summary>Bytes of versions from which on a page of history is closed, whoever reads it.</summary>
    public long HistoryBytes { get; init; } = 8 << 20;

    /// <summary>Revisions that compaction always leaves, so that a burst of writes does not end the watches of slow clients.</summary>
    public int KeepRevisions { get; init; } = 10_000;

    /// <summary>Age of history that compaction always leaves: a client may be away for so long and go on with its watch.</summary>
    public TimeSpan KeepAge { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often compaction looks; in small steps each costs little.</summary>
    public TimeSpan CompactionInterval { get; init; } = TimeSpan.FromMinutes(1);

    internal IEnumerable<string> Errors()
    {
        if (MaxBatch < 1) yield return $"{nameof(MaxBatch)} must be at least 1";
        if (MaxBatchBytes < 1) yield return $"{nameof(MaxBatchBytes)} must be at least 1";
        if (MaxWaiting < MaxBatch) yield return $"{nameof(MaxWaiting)} must be at least {nameof(MaxBatch)}";
        if (RecentChanges < 1) yield return $"{nameof(RecentChanges)} must be at least 1";
        if (RecentBytes < 1) yield return $"{nameof(RecentBytes)} must be at least 1";
        if (HistoryPage < 1) yield return $"{nameof(HistoryPage)} must be at least 1";
        if (HistoryBytes < 1) yield return $"{nameof(HistoryBytes)} must be at least 1";
        if (KeepRevisions < 0) yield return $"{nameof(KeepRevisions)} must not be negative";
        if (KeepAge < TimeSpan.Zero) yield return $"{nameof(KeepAge)} must not be negative";
        if (CompactionInterval <= TimeSpan.Zero) yield return $"{nameof(CompactionInterval)} must be positive";
    }
}
