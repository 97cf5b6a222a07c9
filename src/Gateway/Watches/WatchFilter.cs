using Krewe.Gateway.Resources;
using Krewe.Grains.Collections;
using Krewe.Model.Documents;

namespace Krewe.Gateway.Watches;

/// <summary>
/// Turns changes of a collection into what one watch shall see. An object that comes to match the selectors looks added, one that no
/// longer matches looks deleted.
/// </summary>
internal static class WatchFilter
{
    /// <summary>The event of a change with the object to show, or null where the watch does not see it.</summary>
    public static (WatchEventType Type, ApiDocument Document)? Apply(Change change, ObjectFilter filter)
    {
        if (filter.Namespace.Length > 0 && change.Document.Metadata.Namespace != filter.Namespace)
            return null;
        if (filter.SelectsAll)
            return (Type(change.Kind), change.Document);

        var before = change.Previous is { } previous && filter.MatchesSelectors(previous);
        var after = change.Kind != ChangeKind.Deleted && filter.MatchesSelectors(change.Document);
        return (before, after) switch
        {
            (true, true) => (WatchEventType.Modified, change.Document),
            (false, true) => (WatchEventType.Added, change.Document),
            (true, false) when change.Kind == ChangeKind.Deleted => (WatchEventType.Deleted, change.Document),
            // The watch last saw the object as it was; it is told of the end with the version at which it came.
            (true, false) => (WatchEventType.Deleted, ApiDocument.Committed(change.Previous!.Object, change.Document.Revision)),
            _ => null,
        };
    }

    private static WatchEventType Type(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => WatchEventType.Added,
        ChangeKind.Modified => WatchEventType.Modified,
        _ => WatchEventType.Deleted,
    };
}
