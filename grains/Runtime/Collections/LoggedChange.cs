using Krewe.Grains.Serialization;
using Krewe.Storage;

namespace Krewe.Grains.Collections;

/// <summary>Entries of the log as changes.</summary>
internal static class LoggedChange
{
    public static Change Read(string collection, LogEntry entry)
    {
        var document = StoredDocuments.ReadStored(collection, entry.Revision, entry.Value);
        // The revision of what was replaced is in its JSON; nobody asks for it by number.
        var previous = entry.Previous is { } json ? StoredDocuments.ReadStored(collection, 0, json) : null;
        var kind = entry.Deleted ? ChangeKind.Deleted : previous is null ? ChangeKind.Added : ChangeKind.Modified;
        return new Change(kind, document, previous);
    }
}
