using Krewe.Model.Documents;
using Krewe.Model.Kinds;

namespace Krewe.Grains.Collections;

/// <summary>A commit that has its place in the order and is not durable yet.</summary>
internal sealed class PendingCommit(ObjectKey key, Change change)
{
    // Completed within turns of the grain, whose calls go on in turns of their own; no other thread takes part.
    private readonly TaskCompletionSource<CommitOutcome> _outcome = new();

    public ObjectKey Key => key;

    public Change Change => change;

    /// <summary>The object once this commit is durable, or null where it removes it.</summary>
    public ApiDocument? Result => change.Kind == ChangeKind.Deleted ? null : change.Document;

    /// <summary>Ends when it is decided what became of the commit; faulted where that cannot be known.</summary>
    public Task<CommitOutcome> Outcome => _outcome.Task;

    public void Succeed() => _outcome.TrySetResult(new CommitOutcome.Committed(change.Document));

    public void Refuse(string why) => _outcome.TrySetResult(new CommitOutcome.Unavailable(why));

    public void Fail(Exception error)
    {
        _outcome.TrySetException(error);
        // The caller may have gone away: its failure has been told to whoever asked.
        _ = _outcome.Task.Exception;
    }
}
