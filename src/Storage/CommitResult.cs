namespace Krewe.Storage;

/// <summary>What became of a commit.</summary>
public abstract record CommitResult
{
    private CommitResult() { }

    /// <summary>Durable; the collection now stands at <paramref name="Revision"/>.</summary>
    public sealed record Committed(long Revision) : CommitResult;

    /// <summary>Nothing was written: the collection stands at <paramref name="ActualRevision"/>. Step down and reload.</summary>
    public sealed record Conflict(long ActualRevision) : CommitResult;

    /// <summary>
    /// Nothing was written: the epoch that the log was opened for is spent (<see cref="Leases.ISharedStore.OpenLog"/>). The silo is no
    /// longer the active one and has to stop serving; no commit of it will ever succeed again.
    /// </summary>
    public sealed record Fenced : CommitResult;
}
