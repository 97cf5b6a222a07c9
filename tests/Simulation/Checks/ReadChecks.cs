using Krewe.Grains.Collections;
using Krewe.Grains.Objects;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Simulation.Engine;

namespace Krewe.Simulation.Checks;

/// <summary>
/// Holds every answer against the ledger: an acknowledged write is durable exactly as acknowledged, and a read shows what is durable and
/// nothing older than what anybody had been shown before it began.
/// </summary>
internal sealed class ReadChecks(World world)
{
    private readonly Dictionary<ObjectId, long> _seen = [];
    private readonly Dictionary<string, long> _collections = new(StringComparer.Ordinal);

    /// <summary>What a read of an object must not go behind; to be asked before it begins.</summary>
    public long Seen(ObjectId id) => _seen.GetValueOrDefault(id);

    /// <summary>What a list must not go behind.</summary>
    public long Seen(KindDefinition kind) => _collections.GetValueOrDefault(kind.Collection);

    /// <summary>A write was acknowledged.</summary>
    public void OnWritten(ObjectId id, WriteOutcome.Written written)
    {
        var document = written.Document;
        var entry = world.Ledger.Find(id.Collection, document.Revision)
            ?? throw new SimulationFailure("durability", $"{id} was acknowledged as revision {document.Revision}, which is not durable");
        Compare(entry, document, "durability");
        if (entry.Deleted != written.Removed)
            throw new SimulationFailure("durability", $"{entry} was acknowledged as {(written.Removed ? "removed" : "written")}");
        Show(id, document.Revision);
    }

    /// <summary>An object was read.</summary>
    public void OnRead(ObjectId id, ApiDocument? document, long seen)
    {
        if (document is null)
        {
            if (!WasAbsentSince(id, seen))
                throw new SimulationFailure("reads", $"{id} was not found, though revision {seen} was seen before and it was never absent since");
            return;
        }
        var entry = world.Ledger.Find(id.Collection, document.Revision)
            ?? throw new SimulationFailure("reads", $"{id} was shown at revision {document.Revision}, which is not durable");
        Compare(entry, document, "reads");
        if (entry.Deleted)
            throw new SimulationFailure("reads", $"{entry} was shown as if it existed");
        if (document.Revision < seen)
            throw new SimulationFailure("reads", $"{entry} was shown after revision {seen} had been seen");
        Show(id, document.Revision);
    }

    /// <summary>A collection was listed.</summary>
    public void OnListed(KindDefinition kind, CollectionSnapshot snapshot, long seen)
    {
        if (snapshot.Revision < seen)
            throw new SimulationFailure("reads", $"{kind.Collection} was listed at revision {snapshot.Revision} after {seen} had been seen");
        CompareAll(kind, snapshot);
        Show(kind, snapshot.Revision);
    }

    /// <summary>A snapshot must be what the log says of its revision.</summary>
    public void CompareAll(KindDefinition kind, CollectionSnapshot snapshot)
    {
        if (snapshot.Revision > world.Ledger.Revision(kind.Collection))
            throw new SimulationFailure("reads", $"{kind.Collection} was listed at revision {snapshot.Revision}, which is not durable");
        var expected = new SortedDictionary<ObjectKey, long>();
        foreach (var entry in world.Ledger.Entries(kind.Collection).Take((int)snapshot.Revision))
        {
            if (entry.Deleted)
                expected.Remove(entry.Document.Key);
            else
                expected[entry.Document.Key] = entry.Revision;
        }
        if (!expected.Select(static pair => (pair.Key, pair.Value)).SequenceEqual(snapshot.Documents.Select(static document => (document.Key, document.Revision)).Order()))
            throw new SimulationFailure("reads", $"the list of {kind.Collection} at revision {snapshot.Revision} is not what was there then");
    }

    private bool WasAbsentSince(ObjectId id, long seen)
    {
        if (world.Ledger.Current(id.Collection, id.Key) is not { } entry)
            return true;
        for (LedgerEntry? at = entry; at is not null; at = at.Previous)
        {
            // Before its creation it was absent.
            if (at.IsNew && at.Revision > seen)
                return true;
            if (at.Revision <= seen)
                return false;
        }
        return false;
    }

    private void Show(ObjectId id, long revision)
    {
        _seen[id] = Math.Max(Seen(id), revision);
        Show(KindRegistry.FindCollection(id.Collection)!, revision);
    }

    private void Show(KindDefinition kind, long revision) => _collections[kind.Collection] = Math.Max(Seen(kind), revision);

    private static void Compare(LedgerEntry entry, ApiDocument document, string check)
    {
        if (!entry.Document.Json.Span.SequenceEqual(document.Json.Span))
            throw new SimulationFailure(check, $"{entry} was shown as {System.Text.Encoding.UTF8.GetString(document.Json.Span)}, the log has {System.Text.Encoding.UTF8.GetString(entry.Document.Json.Span)}");
    }
}
