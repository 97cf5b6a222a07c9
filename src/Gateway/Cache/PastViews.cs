using Krewe.Grains.Collections;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;

namespace Krewe.Gateway.Cache;

/// <summary>
/// Gets a collection as it was at a revision: the view itself where it is still at hand, else the present one with what has changed since
/// taken back, since every change remembers what was there before it. Null where that would be too much, or storage has forgotten it.
/// </summary>
internal static class PastViews
{
    private const int MostChanges = 8192;
    private const int BatchSize = 512;

    /// <summary>The view of a revision that the cache has reached.</summary>
    public static async Task<CollectionView?> GetAsync(CollectionCache cache, long revision, CancellationToken cancellationToken)
    {
        var now = cache.View;
        if (now.Revision == revision)
            return now;
        if (cache.Shelf.Find(revision) is { } kept)
            return kept;
        if (revision > now.Revision || now.Revision - revision > MostChanges)
            return null;

        var before = new Dictionary<ObjectKey, ApiDocument?>();
        var batch = new Change[BatchSize];
        for (var at = revision; at < now.Revision;)
        {
            if (await ReadAsync(cache, at, batch, cancellationToken) is not (> 0 and var count))
                return null;
            foreach (var change in batch.AsSpan(0, count))
            {
                at = change.Document.Revision;
                // The first change of an object tells what it was at the revision.
                if (at <= now.Revision)
                    before.TryAdd(change.Document.Key, change.Kind == ChangeKind.Added ? null : change.Previous);
            }
        }
        return now.With(revision, before);
    }

    private static async ValueTask<int?> ReadAsync(CollectionCache cache, long after, Change[] into, CancellationToken cancellationToken)
    {
        if (cache.ReadRecent(after, into) is { } count)
            return count;
        if (await cache.Collection.ReadChanges(after, into.Length, cancellationToken) is not ChangesOutcome.Changes changes)
            return null;
        for (var i = 0; i < changes.Items.Count; i++)
            into[i] = changes.Items[i];
        return changes.Items.Count;
    }
}
