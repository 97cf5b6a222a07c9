using System.Globalization;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Gateway.Cache;

/// <summary>All objects of a collection at one revision, in the order of their keys. Never changes, so a list can be served from it in pages.</summary>
internal sealed class CollectionView(long revision, ApiDocument[] documents)
{
    /// <summary>A collection that nothing was ever written to.</summary>
    public static CollectionView Empty { get; } = new(0, []);

    /// <summary>The revision.</summary>
    public long Revision => revision;

    /// <summary>Metadata of a list of all objects.</summary>
    public ListMeta Metadata => new() { ResourceVersion = revision.ToString(CultureInfo.InvariantCulture) };

    /// <summary>The objects.</summary>
    public ReadOnlyMemory<ApiDocument> Documents => documents;

    /// <summary>The object of a key, or null.</summary>
    public ApiDocument? Find(ObjectKey key) => IndexOf(key) is var index && index >= 0 ? documents[index] : null;

    /// <summary>The objects of a namespace, or all for the empty one.</summary>
    /// <param name="space">The namespace.</param>
    /// <param name="after">Only objects after this key, or null.</param>
    public ReadOnlyMemory<ApiDocument> Range(string space, ObjectKey? after)
    {
        var start = 0;
        var end = documents.Length;
        if (space.Length > 0)
        {
            start = FirstAtOrAfter(new ObjectKey(space, ""));
            // No namespace's name contains a zero, so this is the least key behind all of the namespace's.
            end = FirstAtOrAfter(new ObjectKey(space + "\0", ""));
        }
        if (after is { } key)
            start = Math.Max(start, FirstAtOrAfter(key) is var at && at < documents.Length && documents[at].Key == key ? at + 1 : at);
        return start >= end ? ReadOnlyMemory<ApiDocument>.Empty : documents.AsMemory(start, end - start);
    }

    /// <summary>The view after changes: null removes the object of a key.</summary>
    public CollectionView With(long newRevision, IReadOnlyDictionary<ObjectKey, ApiDocument?> changes)
    {
        var result = new List<ApiDocument>(documents.Length + changes.Count);
        var from = 0;
        foreach (var (key, document) in changes.OrderBy(change => change.Key))
        {
            var at = FirstAtOrAfter(key);
            result.AddRange(documents.AsSpan(from, at - from));
            from = at < documents.Length && documents[at].Key == key ? at + 1 : at;
            if (document is not null)
                result.Add(document);
        }
        result.AddRange(documents.AsSpan(from));
        return new CollectionView(newRevision, [.. result]);
    }

    private int IndexOf(ObjectKey key)
    {
        var at = FirstAtOrAfter(key);
        return at < documents.Length && documents[at].Key == key ? at : -1;
    }

    private int FirstAtOrAfter(ObjectKey key)
    {
        var low = 0;
        var high = documents.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (documents[middle].Key.CompareTo(key) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
