using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Orleans;
using Orleans.Concurrency;

namespace Krewe.Grains.Collections;

/// <summary>
/// The sequencer of one kind: it gives every commit its place in the collection's order, gathers the commits that arrive while one
/// is on its way to storage into the next, keeps the current objects indexed, and feeds observers. Its key is the collection's name
/// (<c>pods</c>, <c>deployments.apps</c>).
/// </summary>
public interface ICollectionGrain : IGrainWithStringKey
{
    /// <summary>Commits one change; answers once it is durable.</summary>
    [AlwaysInterleave]
    Task<CommitOutcome> Commit(CommitRequest request, CancellationToken cancellationToken);

    /// <summary>Why a quota would leave no room for a commit, or null; nothing is written.</summary>
    [AlwaysInterleave]
    Task<ApiFailure?> Weigh(CommitRequest request);

    /// <summary>
    /// Ends when every commit that has its place by now is decided, so that reads show it if it took effect. For callers whose own
    /// commits found no answer in time; throws where storage does not say what became of them, and is then to be asked again.
    /// </summary>
    [AlwaysInterleave]
    Task Barrier();

    /// <summary>The object, or null. Reads see every acknowledged commit and nothing that is not durable.</summary>
    [AlwaysInterleave]
    Task<ApiDocument?> Get(ObjectKey key);

    /// <summary>The objects that match, in the order of their keys, at one revision.</summary>
    [AlwaysInterleave]
    Task<CollectionSnapshot> List(ObjectQuery query);

    /// <summary>The revision of the last acknowledged commit.</summary>
    [AlwaysInterleave]
    Task<long> Revision();

    /// <summary>
    /// Sends the observer every change after a revision, in order and without a gap, in batches; null starts with a snapshot.
    /// Batches may arrive before the answer does. A receiver takes of a batch what is newer than what it has: a renewal from an older
    /// revision than the last batch sent sends the difference again.
    /// A subscription ends after <see cref="SubscriptionAge"/> unless it is renewed by subscribing again with the same observer.
    /// </summary>
    [AlwaysInterleave]
    Task<SubscribeOutcome> Subscribe(ICollectionObserver observer, long? afterRevision, CancellationToken cancellationToken);

    /// <summary>Ends a subscription.</summary>
    [AlwaysInterleave]
    Task Unsubscribe(ICollectionObserver observer);

    /// <summary>
    /// Changes after a revision, for watches older than what caches keep: at most <paramref name="limit"/>, and fewer where they are large. Only an answer
    /// without any says that there are no more.
    /// </summary>
    [AlwaysInterleave]
    Task<ChangesOutcome> ReadChanges(long afterRevision, int limit, CancellationToken cancellationToken);

    /// <summary>Signals the reconcilers of the collection's objects in a namespace whose pod selector matches the labels.</summary>
    [OneWay, AlwaysInterleave]
    Task SignalSelecting(string @namespace, IReadOnlyDictionary<string, string> labels);

    /// <summary>Of the pods' collection: signals the nodes whose pods refer to one of these ConfigMaps and Secrets.</summary>
    [OneWay, AlwaysInterleave]
    Task SignalNodesUsing(IReadOnlyList<ObjectId> ids);

    /// <summary>How long a subscription lives without renewal.</summary>
    static readonly TimeSpan SubscriptionAge = TimeSpan.FromMinutes(1);
}

/// <summary>Receives the changes of a collection.</summary>
public interface ICollectionObserver : IGrainObserver
{
    /// <summary>
    /// Changes in order. <paramref name="batch"/>'s revisions follow on the last batch's; a receiver that sees a gap subscribes again
    /// from what it has. A collection that loses its place sends an empty batch from beyond its end, so that receivers see a gap and
    /// subscribe to its successor.
    /// </summary>
    [OneWay]
    Task OnChanges(ChangeBatch batch);
}
