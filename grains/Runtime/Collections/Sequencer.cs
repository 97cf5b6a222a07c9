using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Storage;

namespace Krewe.Grains.Collections;

/// <summary>
/// Gives commits their places in the order of a collection and makes them durable in batches.
/// </summary>
/// <remarks>
/// <para>A commit is checked when it arrives, against the newest state of its object: the one under way, or else the durable one. It
/// then has its revision. While a batch is on its way to storage, arriving commits gather to the next; so the number of syncs of the
/// disk does not grow with the number of writers, and a lone writer waits for no one.</para>
/// <para>Batches are written one after the other, each conditional on the revision of the one before. When one fails, everything
/// behind it was decided on a state that never came to be: all waiting commits are refused, and the sequencer is at its end. Its
/// grain deactivates; the next activation loads what storage holds.</para>
/// <para>All members are called within turns of one grain.</para>
/// </remarks>
internal sealed class Sequencer(
    string collection, CollectionIndex index, long revision, IObjectLog log, CollectionOptions options, QuotaLedger quotas, ISequencerOutlet outlet)
{
    private const string SteppedDown = "the collection is being reloaded, try again";

    private readonly Dictionary<ObjectKey, PendingCommit> _newest = [];
    private readonly Queue<PendingCommit> _waiting = [];
    private PendingCommit? _last;
    private long _assigned = revision;
    private bool _writing;

    /// <summary>The revision of the last durable commit.</summary>
    public long Revision { get; private set; } = revision;

    /// <summary>True once a commit failed: nothing can be written, and what is read may be old.</summary>
    public bool Ended { get; private set; }

    /// <summary>Ends when nothing is on its way to storage.</summary>
    public Task Writing { get; private set; } = Task.CompletedTask;

    public async Task<CommitOutcome> Commit(CommitRequest request, CancellationToken cancellationToken)
    {
        if (Ended)
            return new CommitOutcome.Unavailable(SteppedDown);
        if (_waiting.Count >= options.MaxWaiting)
            return new CommitOutcome.Unavailable("too many writes wait for storage, try again");

        var key = request.Value.Key;
        var underWay = _newest.GetValueOrDefault(key);
        var current = underWay is null ? index.Find(key) : underWay.Result;
        if ((current?.Revision ?? 0) != request.ExpectedRevision || (request.Remove && current is null))
            return await Stale(key, underWay);
        if (quotas.Refuse(request, current?.Outline, () => Objects(key.Namespace)) is { } refused)
            return new CommitOutcome.Exceeding(refused);

        var commit = new PendingCommit(key, ToChange(request, current));
        quotas.Note(key.Namespace, current?.Outline, commit.Result?.Outline);
        _newest[key] = _last = commit;
        _waiting.Enqueue(commit);
        if (!_writing)
        {
            _writing = true;
            Writing = Write();
        }
        return await commit.Outcome.WaitAsync(cancellationToken);
    }

    /// <summary>Why a quota would leave no room for a commit, or null.</summary>
    public ApiFailure? Weigh(CommitRequest request)
    {
        var key = request.Value.Key;
        var current = _newest.TryGetValue(key, out var underWay) ? underWay.Result : index.Find(key);
        return quotas.Refuse(request, current?.Outline, () => Objects(key.Namespace));
    }

    /// <summary>Ends when it is decided what becomes of every commit that has its place by now; faulted where storage does not say.</summary>
    public Task Barrier() => _last?.Outcome ?? Task.CompletedTask;

    // The objects of a namespace as they will be once everything under way is durable.
    private IEnumerable<ApiObject> Objects(string @namespace)
    {
        foreach (var document in index.Select(new ObjectQuery(@namespace)))
        {
            if (!_newest.ContainsKey(document.Key))
                yield return document.Outline;
        }
        foreach (var (key, pending) in _newest)
        {
            if (key.Namespace == @namespace && pending.Result is { } document)
                yield return document.Outline;
        }
    }

    // What the writer ran into may itself not be durable yet, and may never be: it is shown only once that is decided.
    private async Task<CommitOutcome> Stale(ObjectKey key, PendingCommit? underWay)
    {
        while (underWay is not null)
        {
            if (await underWay.Outcome is CommitOutcome.Unavailable unavailable)
                return unavailable;
            underWay = _newest.GetValueOrDefault(key);
        }
        return Ended ? new CommitOutcome.Unavailable(SteppedDown) : new CommitOutcome.Stale(index.Find(key));
    }

    private Change ToChange(CommitRequest request, ApiDocument? current)
    {
        var document = ApiDocument.Committed(request.Value.Object, ++_assigned);
        var kind = request.Remove ? ChangeKind.Deleted : current is null ? ChangeKind.Added : ChangeKind.Modified;
        return new Change(kind, document, current);
    }

    private async Task Write()
    {
        var batch = new List<PendingCommit>();
        try
        {
            while (_waiting.Count > 0)
            {
                // Calls that have come by now, but had no turn yet, are to be in the batch.
                await Task.Yield();
                var changes = TakeBatch(batch);
                var result = await log.CommitAsync(new CommitBatch(collection, Revision, changes), CancellationToken.None);
                if (result is not CommitResult.Committed)
                {
                    // Another activation wrote, or another silo took over: nothing of this batch is there.
                    foreach (var commit in batch)
                        commit.Refuse("another server has taken over the collection, try again");
                    End();
                    if (result is CommitResult.Conflict conflict)
                        outlet.LostPlace(Revision, conflict.ActualRevision);
                    else
                        outlet.LostStore(Revision);
                    return;
                }
                Apply(batch);
            }
        }
        catch (Exception error)
        {
            // Storage did not say whether the batch is durable. Whoever waits for it learns just that.
            foreach (var commit in batch)
                commit.Fail(error);
            End();
            outlet.LostStorage(error);
        }
        finally
        {
            _writing = false;
        }
    }

    private List<ObjectChange> TakeBatch(List<PendingCommit> batch)
    {
        batch.Clear();
        var changes = new List<ObjectChange>();
        for (var bytes = 0; batch.Count < options.MaxBatch && bytes < options.MaxBatchBytes && _waiting.TryDequeue(out var commit);)
        {
            batch.Add(commit);
            var json = commit.Change.Document.Json;
            changes.Add(new ObjectChange(commit.Key.ToString(), json, commit.Change.Kind == ChangeKind.Deleted));
            bytes += json.Length;
        }
        return changes;
    }

    private void Apply(List<PendingCommit> batch)
    {
        var changes = new Change[batch.Count];
        for (var i = 0; i < changes.Length; i++)
        {
            var commit = batch[i];
            changes[i] = commit.Change;
            if (commit.Result is { } document)
                index.Put(document);
            else
                index.Remove(commit.Key);
            if (_newest.GetValueOrDefault(commit.Key) == commit)
                _newest.Remove(commit.Key);
        }
        var batchOfChanges = new ChangeBatch(Revision, Revision + changes.Length, changes);
        Revision = batchOfChanges.Revision;
        outlet.Durable(batchOfChanges);
        foreach (var commit in batch)
            commit.Succeed();
    }

    private void End()
    {
        Ended = true;
        while (_waiting.TryDequeue(out var commit))
            commit.Refuse(SteppedDown);
        _newest.Clear();
    }
}

/// <summary>What a sequencer tells its grain.</summary>
internal interface ISequencerOutlet
{
    /// <summary>A batch is durable and indexed.</summary>
    void Durable(ChangeBatch batch);

    /// <summary>Another writer was faster: this one is out of date.</summary>
    void LostPlace(long expected, long actual);

    /// <summary>Another silo has taken over the whole store.</summary>
    void LostStore(long revision);

    /// <summary>Storage failed and did not say what became of a batch.</summary>
    void LostStorage(Exception error);
}
