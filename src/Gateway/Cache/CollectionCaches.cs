using System.Collections.Frozen;
using Krewe.Gateway.Routing;
using Krewe.Grains.Collections;
using Krewe.Model.Kinds;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;

namespace Krewe.Gateway.Cache;

/// <summary>The caches of all collections, fed as long as the host runs.</summary>
internal sealed class CollectionCaches(
    KindTable kinds, IGrainFactory grains, GatewayOptions options, TimeProvider time, ILogger<CollectionCaches> logger) : BackgroundService
{
    private readonly FrozenDictionary<string, CollectionCache> _caches = kinds.All.ToFrozenDictionary(
        kind => kind.Collection,
        kind => new CollectionCache(kind, grains.GetGrain<ICollectionGrain>(kind.Collection), options, time),
        StringComparer.Ordinal);

    /// <summary>The cache of a kind.</summary>
    public CollectionCache this[KindDefinition kind] => _caches[kind.Collection];

    /// <summary>Collections whose cache has no snapshot yet.</summary>
    public IEnumerable<string> Unsynced =>
        _caches.Values.Where(cache => !cache.Synced.IsCompletedSuccessfully).Select(cache => cache.Kind.Collection).Order(StringComparer.Ordinal);

    /// <summary>Has every cache ask its collection for what it may have missed.</summary>
    public void Refresh()
    {
        foreach (var cache in _caches.Values)
            cache.LookAgain();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_caches.Values.Select(cache => new CollectionFeed(cache, grains, time, logger).RunAsync(stoppingToken)));
}
