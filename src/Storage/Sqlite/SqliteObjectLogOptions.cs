namespace Krewe.Storage.Sqlite;

/// <summary>How the SQLite object log uses its file.</summary>
public sealed record SqliteObjectLogOptions
{
    /// <summary>The database file; created with its directory where missing. On a local file system: SQLite's locks need one.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// The size in bytes that the database file may reach; commits beyond it fail with <see cref="ObjectLogFailure.Full"/>.
    /// Null, the default, leaves it to the disk. Rounded down to whole pages of 4 kB.
    /// </summary>
    public long? SizeLimit { get; init; }

    /// <summary>How many commits may wait for the writer before further callers wait for room. 1024 keep the disk busy many times over.</summary>
    public int QueueCapacity { get; init; } = 1024;

    /// <summary>
    /// Bytes of documents after which a transaction takes no more commits in. 4 MiB bounds the time that one commit waits for
    /// its neighbours to some tens of milliseconds.
    /// </summary>
    public long GroupSize { get; init; } = 4 << 20;

    /// <summary>How many reads run at once, each on a connection of its own with a cache of up to 2 MB.</summary>
    public int Readers { get; init; } = 4;
}
