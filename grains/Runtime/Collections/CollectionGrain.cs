using Krewe.Grains.Serialization;
using Krewe.Grains.Startup;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Storage;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Grains.Collections;

/// <inheritdoc cref="ICollectionGrain"/>
/// <remarks>
/// It composes its parts and keeps them in step: <see cref="Sequencer"/> (order and durability), <see cref="CollectionIndex"/> (what is
/// durable), <see cref="ObserverFeed"/> (who is told), <see cref="SignalDispatch"/> (who has to look again). It stays active: it is the
/// kind's only reader and writer, and loading it again costs as much as the kind has objects.
/// </remarks>
[KeepAlive]
internal sealed partial class CollectionGrain(
    IObjectLog log, CollectionOptions options, TimeProvider clock, SignalDispatch signals, ILogger<CollectionGrain> logger)
    : Grain, ICollectionGrain, ISequencerOutlet, IChangeHistory
{
    private readonly CollectionIndex _index = new();
    private readonly CompactionPolicy _compaction = new(options);
    private string _name = "";
    private Sequencer _sequencer = null!;
    private ChangeRing _recent = null!;
    private ObserverFeed _observers = null!;
    private long _compacted;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var name = _name = this.GetPrimaryKeyString();
        var state = await log.LoadAsync(name, cancellationToken);
        foreach (var stored in state.Objects)
            _index.Put(StoredDocuments.ReadStored(name, stored.Revision, stored.Value));
        _compacted = state.CompactedRevision;
        _sequencer = new Sequencer(_name, _index, state.Revision, log, options, new QuotaLedger(StoredDocuments.KindOf(name), clock), this);
        _recent = new ChangeRing(options.RecentChanges, options.RecentBytes, state.Revision);
        _observers = new ObserverFeed(_recent, this, clock);
        this.RegisterGrainTimer(static (grain, token) => grain.Compact(token), this,
            new GrainTimerCreationOptions(options.CompactionInterval, options.CompactionInterval) { Interleave = true });
        if (state.Revision > 0)
            GrainFactory.GetGrain<IControlPlaneGrain>(IControlPlaneGrain.Key).Reawaken().Sent();
        LogLoaded(name, state.Objects.Count, state.Revision);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _sequencer?.Writing.WaitAsync(cancellationToken) ?? Task.CompletedTask;

    public Task<CommitOutcome> Commit(CommitRequest request, CancellationToken cancellationToken) => _sequencer.Commit(request, cancellationToken);

    public Task<ApiFailure?> Weigh(CommitRequest request) => Task.FromResult(_sequencer.Weigh(request));

    public Task Barrier() => _sequencer.Barrier();

    public Task<ApiDocument?> Get(ObjectKey key)
    {
        ThrowIfEnded();
        return Task.FromResult(_index.Find(key));
    }

    public Task<CollectionSnapshot> List(ObjectQuery query)
    {
        ThrowIfEnded();
        return Task.FromResult(new CollectionSnapshot(_sequencer.Revision, _index.Select(query)));
    }

    public Task<long> Revision()
    {
        ThrowIfEnded();
        return Task.FromResult(_sequencer.Revision);
    }

    public Task<SubscribeOutcome> Subscribe(ICollectionObserver observer, long? afterRevision, CancellationToken cancellationToken)
    {
        ThrowIfEnded();
        if (afterRevision > _sequencer.Revision)
            return Task.FromResult<SubscribeOutcome>(new SubscribeOutcome.Expired(_compacted));
        return afterRevision is { } after
            ? _observers.Subscribe(observer, after, static () => null, cancellationToken)
            : _observers.Subscribe(observer, _sequencer.Revision, () => new CollectionSnapshot(_sequencer.Revision, _index.Select(new ObjectQuery())), cancellationToken);
    }

    public Task Unsubscribe(ICollectionObserver observer)
    {
        _observers.Unsubscribe(observer);
        return Task.CompletedTask;
    }

    public async Task<ChangesOutcome> ReadChanges(long afterRevision, int limit, CancellationToken cancellationToken)
    {
        ThrowIfEnded();
        if (_recent.After(afterRevision, limit) is { } recent)
            return new ChangesOutcome.Changes(recent);
        return await log.ReadHistoryAsync(_name, afterRevision, new HistoryLimit(limit, options.HistoryBytes), cancellationToken) switch
        {
            HistoryResult.Entries entries => new ChangesOutcome.Changes([.. entries.Items.Select(entry => LoggedChange.Read(_name, entry))]),
            HistoryResult.Compacted compacted => new ChangesOutcome.Expired(compacted.CompactedRevision),
            var other => throw new InvalidOperationException($"unknown result {other}"),
        };
    }

    public Task SignalSelecting(string @namespace, IReadOnlyDictionary<string, string> labels)
    {
        foreach (var document in _index.Select(new ObjectQuery(@namespace)))
        {
            if (PodSelectors.Of(document.Object)?.Matches(labels) == true)
                signals.Send(document.Id);
        }
        return Task.CompletedTask;
    }

    public Task SignalNodesUsing(IReadOnlyList<ObjectId> ids)
    {
        foreach (var node in ids.SelectMany(_index.Users).Select(pod => pod.As<Pod>().Spec.NodeName).OfType<string>().Distinct(StringComparer.Ordinal))
            signals.Send(new ObjectId(NodeKind.Instance.Collection, new ObjectKey("", node)));
        return Task.CompletedTask;
    }

    Task<ChangesOutcome> IChangeHistory.ReadChanges(long afterRevision, CancellationToken cancellationToken) =>
        ReadChanges(afterRevision, options.HistoryPage, cancellationToken);

    void ISequencerOutlet.Durable(ChangeBatch batch)
    {
        foreach (var change in batch.Changes)
            _recent.Add(change);
        _observers.Publish(batch);
        signals.Send(batch.Changes);
    }

    void ISequencerOutlet.LostPlace(long expected, long actual)
    {
        LogLostPlace(_name, expected, actual);
        StepDown();
    }

    void ISequencerOutlet.LostStore(long revision)
    {
        LogLostStore(_name, revision);
        StepDown();
    }

    void ISequencerOutlet.LostStorage(Exception error)
    {
        LogLostStorage(error, _name);
        StepDown();
    }

    private void StepDown()
    {
        _observers.SendOn(_sequencer.Revision);
        DeactivateOnIdle();
    }

    private async Task Compact(CancellationToken cancellationToken)
    {
        var target = _compaction.Look(clock.GetUtcNow(), _sequencer.Revision);
        if (_sequencer.Ended || target <= _compacted)
            return;
        await log.CompactAsync(_name, target, cancellationToken);
        _compacted = target;
        LogCompacted(_name, target);
    }

    // After a failed commit the index may be behind storage, and reads must not be.
    private void ThrowIfEnded()
    {
        if (_sequencer.Ended)
            throw new CollectionReloadingException($"the collection {_name} is being reloaded, try again");
    }

    [LoggerMessage(LogLevel.Information, "Collection {Collection} loaded: {Count} objects at revision {Revision}")]
    private partial void LogLoaded(string collection, int count, long revision);

    [LoggerMessage(LogLevel.Warning, "Collection {Collection} steps down: it stood at {Expected}, storage stands at {Actual}")]
    private partial void LogLostPlace(string collection, long expected, long actual);

    [LoggerMessage(LogLevel.Warning, "Collection {Collection} steps down at {Revision}: another silo has taken over the database")]
    private partial void LogLostStore(string collection, long revision);

    [LoggerMessage(LogLevel.Error, "Collection {Collection} steps down: storage failed and its state is unknown")]
    private partial void LogLostStorage(Exception error, string collection);

    [LoggerMessage(LogLevel.Debug, "Collection {Collection} forgot history up to revision {Revision}")]
    private partial void LogCompacted(string collection, long revision);
}
