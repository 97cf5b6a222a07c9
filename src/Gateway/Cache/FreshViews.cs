using Krewe.Gateway.Resources;
using Krewe.Model.Failures;

namespace Krewe.Gateway.Cache;

/// <summary>Gets a view of a collection that is as new as a read asks for.</summary>
internal static class FreshViews
{
    /// <summary>The view, or the failure where the cache does not get there in time.</summary>
    public static async Task<Outcome<CollectionView>> GetAsync(CollectionCache cache, RequestedVersion version, CancellationToken cancellationToken)
    {
        var wanted = version.Revision ?? await cache.Collection.Revision();
        if (await cache.WaitForAsync(wanted, cancellationToken))
            return cache.View;
        return version.IsNewest || version.IsAny
            ? ApiFailure.Unavailable($"the cache of {cache.Kind.Collection} is not up to date; try again") with { RetryAfter = TimeSpan.FromSeconds(1) }
            : ApiFailure.TooLargeResourceVersion(wanted, cache.Revision);
    }
}
