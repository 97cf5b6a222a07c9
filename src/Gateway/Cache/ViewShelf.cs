namespace Krewe.Gateway.Cache;

/// <summary>
/// Keeps the views from which lists in pages are served, so that all pages of a list show one moment. Few and not for long: whoever
/// comes too late gets 410 and starts again.
/// </summary>
internal sealed class ViewShelf(TimeSpan lifetime, TimeProvider time)
{
    private const int Most = 16;
    private readonly Lock _gate = new();
    private readonly LinkedList<(CollectionView View, DateTimeOffset Until)> _views = [];

    /// <summary>Keeps a view, anew if it is there already.</summary>
    public void Keep(CollectionView view)
    {
        lock (_gate)
        {
            Remove(view.Revision);
            _views.AddLast((view, time.GetUtcNow() + lifetime));
            if (_views.Count > Most)
                _views.RemoveFirst();
        }
    }

    /// <summary>The view of a revision, if it is still there.</summary>
    public CollectionView? Find(long revision)
    {
        lock (_gate)
        {
            Trim();
            for (var node = _views.Last; node is not null; node = node.Previous)
            {
                if (node.Value.View.Revision == revision)
                    return node.Value.View;
            }
            return null;
        }
    }

    /// <summary>Lets go of what is too old.</summary>
    public void Trim()
    {
        lock (_gate)
        {
            while (_views.First is { } oldest && oldest.Value.Until <= time.GetUtcNow())
                _views.RemoveFirst();
        }
    }

    private void Remove(long revision)
    {
        for (var node = _views.First; node is not null; node = node.Next)
        {
            if (node.Value.View.Revision != revision)
                continue;
            _views.Remove(node);
            return;
        }
    }
}
