using Krewe.Gateway.Cache;

namespace Krewe.Gateway.Watches;

/// <summary>Where a watch begins and when it ends.</summary>
/// <param name="AfterRevision">Changes after this revision are sent.</param>
/// <param name="Timeout">The watch ends by then.</param>
internal sealed record WatchPlan(long AfterRevision, TimeSpan Timeout)
{
    /// <summary>The objects to send as added before any change, or null.</summary>
    public CollectionView? InitialView { get; init; }

    /// <summary>True where the client is told by a bookmark that the initial objects are all there.</summary>
    public bool EndsInitialEvents { get; init; }

    /// <summary>Interval of bookmarks, or null where the client does not want them.</summary>
    public TimeSpan? BookmarkEvery { get; init; }
}
