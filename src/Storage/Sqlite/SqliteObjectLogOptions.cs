namespace Krewe.Storage.Sqlite;

/// <summary>Which file the SQLite object log uses.</summary>
public sealed record SqliteObjectLogOptions
{
    /// <summary>The database file; created with its directory where missing. On a local file system: SQLite's locks need one.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// The size in bytes that the database file may reach, at least 64 kB; commits beyond it fail with <see cref="ObjectLogFailure.Full"/>.
    /// Null, the default, leaves it to the disk.
    /// </summary>
    public long? SizeLimit { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Path);
        if (SizeLimit is { } limit)
            ArgumentOutOfRangeException.ThrowIfLessThan(limit, 64 << 10, nameof(SizeLimit));
    }
}
