using Krewe.Grains.Clocks;

namespace Krewe.Grains.Collections;

/// <summary>
/// Sends observers the changes of a collection in order and without a gap: recent ones from memory, older ones from storage, then
/// each batch as it becomes durable.
/// </summary>
internal sealed class ObserverFeed(ChangeRing recent, IChangeHistory history, TimeProvider clock)
{
    private readonly Dictionary<ICollectionObserver, Subscription> _subscriptions = [];

    /// <summary>Begins or renews a subscription. The batches up to the present are sent before the answer.</summary>
    public async Task<SubscribeOutcome> Subscribe(
        ICollectionObserver observer, long afterRevision, Func<CollectionSnapshot?> snapshot, CancellationToken cancellationToken)
    {
        if (_subscriptions.TryGetValue(observer, out var known) && known.Live && known.Sent == afterRevision)
        {
            known.EndsAt = clock.After(ICollectionGrain.SubscriptionAge);
            return new SubscribeOutcome.Subscribed(afterRevision, snapshot());
        }

        var subscription = new Subscription(observer) { Sent = afterRevision, EndsAt = clock.After(ICollectionGrain.SubscriptionAge) };
        _subscriptions[observer] = subscription;
        while (_subscriptions.GetValueOrDefault(observer) == subscription)
        {
            if (recent.After(subscription.Sent, int.MaxValue) is { } rest)
            {
                Send(subscription, rest);
                subscription.Live = true;
                break;
            }
            switch (await history.ReadChanges(subscription.Sent, cancellationToken))
            {
                case ChangesOutcome.Expired expired:
                    _subscriptions.Remove(observer);
                    return new SubscribeOutcome.Expired(expired.OldestRevision);
                case ChangesOutcome.Changes page:
                    Send(subscription, page.Items);
                    break;
            }
        }
        return new SubscribeOutcome.Subscribed(afterRevision, snapshot());
    }

    public void Unsubscribe(ICollectionObserver observer) => _subscriptions.Remove(observer);

    public void Publish(ChangeBatch batch)
    {
        if (_subscriptions.Count == 0)
            return;
        var now = clock.GetTimestamp();
        List<ICollectionObserver>? ended = null;
        foreach (var (observer, subscription) in _subscriptions)
        {
            if (subscription.EndsAt < now)
                (ended ??= []).Add(observer);
            else if (subscription.Live)
                Send(subscription, batch);
        }
        ended?.ForEach(observer => _subscriptions.Remove(observer));
    }

    /// <summary>Ends all subscriptions: each observer sees a gap, and subscribes to whoever holds the collection next.</summary>
    public void SendOn(long revision)
    {
        var beyond = new ChangeBatch(revision + 1, revision + 1, []);
        foreach (var observer in _subscriptions.Keys)
            observer.OnChanges(beyond).Sent();
        _subscriptions.Clear();
    }

    private static void Send(Subscription subscription, IReadOnlyList<Change> changes)
    {
        if (changes.Count > 0)
            Send(subscription, new ChangeBatch(subscription.Sent, subscription.Sent + changes.Count, changes));
    }

    private static void Send(Subscription subscription, ChangeBatch batch)
    {
        subscription.Sent = batch.Revision;
        subscription.Observer.OnChanges(batch).Sent();
    }

    private sealed class Subscription(ICollectionObserver observer)
    {
        public ICollectionObserver Observer => observer;

        public required long Sent { get; set; }

        public required long EndsAt { get; set; }

        /// <summary>True once it has every change and takes batches as they come.</summary>
        public bool Live { get; set; }
    }
}

/// <summary>The changes that a collection no longer has in memory.</summary>
internal interface IChangeHistory
{
    /// <summary>The next page of changes after a revision.</summary>
    Task<ChangesOutcome> ReadChanges(long afterRevision, CancellationToken cancellationToken);
}
