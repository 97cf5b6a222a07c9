namespace Krewe.Storage;

/// <summary>What became of a commit.</summary>
public abstract record CommitResult
{
    private CommitResult() { }

    /// <summary>Durable; the collection now stands at <paramref name="Revision"/>.</summary>
    public sealed record Committed(long Revision) : CommitResult;

    /// <summary>Nothing was written: the collection stands at <paramref name="ActualRevision"/>. Step down and reload.</summary>
    public sealed record Conflict(long ActualRevision) : CommitResult;
}
