namespace Krewe.NodeAgent.Logs;

/// <summary>Which lines of a container's log to read.</summary>
internal sealed record LogQuery
{
    /// <summary>True to go on with new lines until the container ends.</summary>
    public bool Follow { get; init; }

    /// <summary>True to put an RFC 3339 time with nanoseconds before each line.</summary>
    public bool Timestamps { get; init; }

    /// <summary>Only the last so many lines, or null for all.</summary>
    public long? TailLines { get; init; }

    /// <summary>Only lines from this time on, or null.</summary>
    public DateTimeOffset? Since { get; init; }
}
