namespace Krewe.Grains.Collections;

/// <summary>Decides how much history may go: what is both older than the options' age and behind the options' number of revisions.</summary>
/// <remarks>The log keeps no times, so the policy remembers where the collection stood when it looked; after a restart age counts anew.</remarks>
internal sealed class CompactionPolicy(CollectionOptions options)
{
    private readonly Queue<(DateTimeOffset At, long Revision)> _marks = [];
    private long _oldEnough;

    /// <summary>The revision up to which history may go now; 0 for none.</summary>
    public long Look(DateTimeOffset now, long revision)
    {
        _marks.Enqueue((now, revision));
        while (_marks.TryPeek(out var mark) && mark.At <= now - options.KeepAge)
            _oldEnough = _marks.Dequeue().Revision;
        return Math.Max(0, Math.Min(_oldEnough, revision - options.KeepRevisions));
    }
}
