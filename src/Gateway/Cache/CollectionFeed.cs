using System.Threading.Channels;
using Krewe.Grains.Collections;
using Microsoft.Extensions.Logging;
using Orleans;

namespace Krewe.Gateway.Cache;

/// <summary>
/// Keeps one <see cref="CollectionCache"/> up to date: subscribes to the collection, applies its batches in order, and subscribes again
/// from where the cache is when the subscription is due for renewal, when a batch is missing, or when a reader has waited too long.
/// </summary>
internal sealed partial class CollectionFeed(CollectionCache cache, IGrainFactory grains, TimeProvider time, ILogger logger) : ICollectionObserver
{
    private const int LongestBacklog = 4096;
    private static readonly TimeSpan RenewEvery = ICollectionGrain.SubscriptionAge / 3;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(200);

    // A null entry asks to subscribe again. When the backlog is full, batches are dropped; the gap is found with the next one.
    private readonly Channel<ChangeBatch?> _inbox = Channel.CreateBounded<ChangeBatch?>(
        new BoundedChannelOptions(LongestBacklog) { SingleReader = true });

    /// <inheritdoc/>
    public Task OnChanges(ChangeBatch batch)
    {
        _inbox.Writer.TryWrite(batch);
        return Task.CompletedTask;
    }

    /// <summary>Feeds the cache until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var reference = grains.CreateObjectReference<ICollectionObserver>(this);
        await using var renewal = time.CreateTimer(_ => LookAgain(), null, RenewEvery, RenewEvery);
        cache.Stalled += LookAgain;
        try
        {
            await SubscribeAsync(reference, cancellationToken);
            await foreach (var batch in _inbox.Reader.ReadAllAsync(cancellationToken))
            {
                if (batch is not null && cache.TryApply(batch))
                    continue;
                cache.Shelf.Trim();
                await SubscribeAsync(reference, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await cache.Collection.Unsubscribe(reference);
        }
        finally
        {
            cache.Stalled -= LookAgain;
            grains.DeleteObjectReference<ICollectionObserver>(reference);
        }
    }

    private void LookAgain() => _inbox.Writer.TryWrite(null);

    private async Task SubscribeAsync(ICollectionObserver reference, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (await TrySubscribeAsync(reference, cancellationToken))
                    return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // Whatever keeps the collection from answering, the cache can only try again; readers meanwhile get 503.
                LogSubscribeFailed(cache.Kind.Collection, e);
                await Task.Delay(RetryAfter, time, cancellationToken);
            }
        }
    }

    private async Task<bool> TrySubscribeAsync(ICollectionObserver reference, CancellationToken cancellationToken)
    {
        long? after = cache.Synced.IsCompletedSuccessfully ? cache.Revision : null;
        var outcome = await cache.Collection.Subscribe(reference, after, cancellationToken);
        if (outcome is SubscribeOutcome.Expired)
            outcome = await cache.Collection.Subscribe(reference, null, cancellationToken);
        if (outcome is not SubscribeOutcome.Subscribed subscribed)
            return false;
        if (subscribed.Snapshot is { } snapshot)
            cache.Reset(snapshot);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot subscribe to collection {Collection}; trying again")]
    private partial void LogSubscribeFailed(string collection, Exception exception);
}
