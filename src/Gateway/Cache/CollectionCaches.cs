using System.Collections.Concurrent;
using System.Collections.Frozen;
using Krewe.Grains.Collections;
using Krewe.Grains.Kinds;
using Krewe.Model.Apiextensions;
using Krewe.Model.Kinds;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;

namespace Krewe.Gateway.Cache;

/// <summary>
/// The caches of all collections, fed as long as the host runs: those of built-in kinds from its start, those of custom kinds from the
/// first request until their definition is gone.
/// </summary>
internal sealed partial class CollectionCaches : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private readonly KindCatalogue _catalogue;
    private readonly IGrainFactory _grains;
    private readonly GatewayOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<CollectionCaches> _logger;
    private readonly FrozenDictionary<string, CollectionCache> _builtIn;
    private readonly ConcurrentDictionary<string, Lazy<CustomFeed>> _custom = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _ending = new();

    public CollectionCaches(KindCatalogue catalogue, IGrainFactory grains, GatewayOptions options, TimeProvider time, ILogger<CollectionCaches> logger)
    {
        (_catalogue, _grains, _options, _time, _logger) = (catalogue, grains, options, time, logger);
        _builtIn = KindRegistry.All.ToFrozenDictionary(kind => kind.Collection, CacheOf, StringComparer.Ordinal);
    }

    /// <summary>The cache of a kind.</summary>
    public CollectionCache this[KindDefinition kind] => _builtIn.TryGetValue(kind.Collection, out var cache)
        ? cache
        : _custom.GetOrAdd(kind.Collection, _ => new Lazy<CustomFeed>(() => Feed(kind))).Value.Cache;

    /// <summary>Collections of built-in kinds whose cache has no snapshot yet.</summary>
    public IEnumerable<string> Unsynced =>
        _builtIn.Values.Where(cache => !cache.Synced.IsCompletedSuccessfully).Select(cache => cache.Kind.Collection).Order(StringComparer.Ordinal);

    /// <summary>The caches that are fed now: those of built-in kinds, and of the custom kinds that somebody has asked for.</summary>
    public IEnumerable<CollectionCache> All => _builtIn.Values.Concat(_custom.Values.Select(feed => feed.Value.Cache)).OrderBy(cache => cache.Kind.Collection, StringComparer.Ordinal);

    /// <summary>Has every cache ask its collection for what it may have missed.</summary>
    public void Refresh()
    {
        foreach (var cache in All)
            cache.LookAgain();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _ending.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _catalogue.Changed += DropUndefined;
        try
        {
            await Task.WhenAll([FollowDefinitionsAsync(stoppingToken), .. _builtIn.Values.Select(cache => RunAsync(cache, stoppingToken))]);
        }
        finally
        {
            _catalogue.Changed -= DropUndefined;
            await _ending.CancelAsync();
            await Task.WhenAll(_custom.Values.Select(feed => feed.Value.Running));
        }
    }

    /// <summary>Reads definitions as soon as they change, so that what depends on kinds (watches, caches) ends with them on every silo.</summary>
    private async Task FollowDefinitionsAsync(CancellationToken cancellationToken)
    {
        var bell = new Doorbell();
        using var subscription = this[CustomResourceDefinitionKind.Instance].Subscribe(bell);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await _catalogue.FreshAsync();
                await bell.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Whoever needs to be sure asks again before it answers; this is only to be early.
                LogFollowFailed(e);
                await Task.Delay(RetryAfter, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private CollectionCache CacheOf(KindDefinition kind) => new(kind, _grains.GetGrain<ICollectionGrain>(kind.Collection), _options, _time);

    private Task RunAsync(CollectionCache cache, CancellationToken cancellationToken) => new CollectionFeed(cache, _grains, _time, _logger).RunAsync(cancellationToken);

    private CustomFeed Feed(KindDefinition kind)
    {
        var cache = CacheOf(kind);
        var ending = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        return new CustomFeed(cache, ending, Task.Run(() => RunAsync(cache, ending.Token)));
    }

    private void DropUndefined(KindSet kinds)
    {
        foreach (var collection in _custom.Keys.Where(collection => kinds.FindCollection(collection) is null))
        {
            if (_custom.TryRemove(collection, out var feed))
                feed.Value.Ending.Cancel();
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Cannot read the custom resource definitions; trying again")]
    private partial void LogFollowFailed(Exception exception);

    /// <summary>A cache of a custom kind, with what feeds it.</summary>
    private sealed record CustomFeed(CollectionCache Cache, CancellationTokenSource Ending, Task Running);
}
