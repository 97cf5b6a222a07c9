using System.Collections.Immutable;
using Krewe.Grains.Collections;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;

namespace Krewe.Gateway.Cache;

/// <summary>
/// What this silo knows of one collection: its objects and its recent changes, kept up to date by a <see cref="CollectionFeed"/>.
/// A reader first asks the collection how far it is and then waits until the cache is as far, so that it sees every acknowledged write.
/// </summary>
internal sealed class CollectionCache(KindDefinition kind, ICollectionGrain collection, GatewayOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly ChangeRing _ring = new(options.RecentChanges, options.RecentBytes);
    private readonly Dictionary<ObjectKey, ApiDocument?> _changed = [];
    private readonly ViewShelf _shelf = new(options.ContinueLifetime, time);
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CollectionView _view = CollectionView.Empty;
    private readonly PacedBells _watches = new(time);
    private ImmutableArray<Doorbell> _readers = [];

    /// <summary>The kind of the objects.</summary>
    public KindDefinition Kind => kind;

    /// <summary>The collection itself, for reads that must not come from here.</summary>
    public ICollectionGrain Collection => collection;

    /// <summary>How far the cache is.</summary>
    public long Revision => _ring.Last;

    /// <summary>Completes once the cache has its first snapshot.</summary>
    public Task Synced => _synced.Task;

    /// <summary>Views that lists in pages go on from.</summary>
    public ViewShelf Shelf => _shelf;

    /// <summary>Asks the feed to look for what it may have missed.</summary>
    public event Action? Stalled;

    /// <summary>Has the feed look for what it may have missed.</summary>
    public void LookAgain() => Stalled?.Invoke();

    /// <summary>The objects as they are in the cache now.</summary>
    public CollectionView View
    {
        get
        {
            lock (_gate)
            {
                if (_changed.Count > 0)
                {
                    _view = _view.With(_ring.Last, _changed);
                    _changed.Clear();
                }
                return _view;
            }
        }
    }

    /// <summary>Waits until the cache has reached a revision; false when it takes longer than reads may take.</summary>
    public async ValueTask<bool> WaitForAsync(long revision, CancellationToken cancellationToken)
    {
        if (Revision >= revision && Synced.IsCompletedSuccessfully)
            return true;
        var bell = new Doorbell();
        ImmutableInterlocked.Update(ref _readers, static (bells, bell) => bells.Add(bell), bell);
        using var timeout = new CancellationTokenSource(options.FreshnessTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        await using var stall = time.CreateTimer(_ => LookAgain(), null, options.FreshnessTimeout / 10, Timeout.InfiniteTimeSpan);
        try
        {
            await Synced.WaitAsync(either.Token);
            while (Revision < revision)
                await bell.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            ImmutableInterlocked.Update(ref _readers, static (bells, bell) => bells.Remove(bell), bell);
        }
    }

    /// <summary>Recent changes after a revision; null when they are older than what is kept here. See <see cref="ChangeRing.Read"/>.</summary>
    public int? ReadRecent(long afterRevision, Span<Change> into) => _ring.Read(afterRevision, into);

    /// <summary>Rings a bell soon after every change from now on, until the result is disposed.</summary>
    public IDisposable Subscribe(Doorbell bell) => _watches.Add(bell);

    /// <summary>Starts over from a snapshot.</summary>
    public void Reset(CollectionSnapshot snapshot)
    {
        lock (_gate)
        {
            _changed.Clear();
            _view = new CollectionView(snapshot.Revision, [.. snapshot.Documents]);
            _ring.Reset(snapshot.Revision);
        }
        _synced.TrySetResult();
        RingBells(changes: 1);
    }

    /// <summary>Applies what is new in a batch. False where changes are missing between the cache and the batch.</summary>
    public bool TryApply(ChangeBatch batch)
    {
        lock (_gate)
        {
            if (batch.After > _ring.Last)
                return false;
            foreach (var change in batch.Changes)
            {
                if (change.Document.Revision <= _ring.Last)
                    continue;
                _changed[change.Document.Key] = change.Kind == ChangeKind.Deleted ? null : change.Document;
                _ring.Append(change);
            }
        }
        RingBells(batch.Changes.Count);
        return true;
    }

    private void RingBells(int changes)
    {
        foreach (var bell in _readers)
            bell.Ring();
        _watches.Ring(changes);
    }
}
