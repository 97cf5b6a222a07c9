using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Simulation.Engine;
using Krewe.Storage;

namespace Krewe.Simulation.Checks;

/// <summary>
/// The truth: every change that ever became durable, read off the platter itself the moment after it was written, so that whatever
/// stands between the platter and the users is held against it.
/// </summary>
/// <remarks>It checks what must hold of the log alone: revisions count up by one, each document carries its own, and histories follow on each other.</remarks>
internal sealed class Ledger(IObjectLog platter, Conductor conductor)
{
    private const int Page = 1_000;
    private readonly Dictionary<string, List<LedgerEntry>> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<ObjectKey, LedgerEntry>> _current = new(StringComparer.Ordinal);

    private readonly Dictionary<ObjectId, TimeSpan> _changed = [];

    /// <summary>Told of each change.</summary>
    public event Action<LedgerEntry>? Written;

    /// <summary>Changes so far.</summary>
    public int Count { get; private set; }

    /// <summary>The change that got a revision, or null.</summary>
    public LedgerEntry? Find(string collection, long revision) =>
        _entries.TryGetValue(collection, out var entries) && revision >= 1 && revision <= entries.Count ? entries[(int)revision - 1] : null;

    /// <summary>How far a collection is.</summary>
    public long Revision(string collection) => _entries.TryGetValue(collection, out var entries) ? entries.Count : 0;

    /// <summary>The object as it is, or null.</summary>
    public LedgerEntry? Current(string collection, ObjectKey key) =>
        _current.TryGetValue(collection, out var objects) ? objects.GetValueOrDefault(key) : null;

    /// <summary>The objects of a kind as they are, in the order of their keys.</summary>
    public IEnumerable<T> All<T>(KindDefinition kind) where T : Model.Meta.ApiObject =>
        _current.TryGetValue(kind.Collection, out var objects) ? objects.Values.Select(entry => (T)entry.Document.Object) : [];

    /// <summary>When an object was last changed, or ended; the beginning of the world where it never was.</summary>
    public TimeSpan LastChange(string collection, ObjectKey key) => _changed.GetValueOrDefault(new ObjectId(collection, key));

    /// <summary>True for a value that a ConfigMap ever had.</summary>
    public bool WasEverWritten(string value) => Entries(ConfigMapKind.Instance.Collection)
        .Any(entry => ((ConfigMap)entry.Document.Object).Data.GetValueOrDefault("key") == value);

    public IEnumerable<LedgerEntry> Entries(string collection) => _entries.TryGetValue(collection, out var entries) ? entries : [];

    /// <summary>Takes what is new of a collection.</summary>
    public async Task CatchUp(string collection)
    {
        if (!_entries.TryGetValue(collection, out var entries))
        {
            _entries.Add(collection, entries = []);
            _current.Add(collection, []);
        }
        var history = await platter.ReadHistoryAsync(collection, entries.Count, Page, CancellationToken.None);
        var kind = KindRegistry.FindCollection(collection) ?? throw new SimulationFailure("ledger", $"there is no kind of {collection}");
        foreach (var entry in ((HistoryResult.Entries)history).Items)
            Take(kind, entries, _current[collection], entry);
    }

    private void Take(KindDefinition kind, List<LedgerEntry> entries, SortedDictionary<ObjectKey, LedgerEntry> current, LogEntry entry)
    {
        var document = ApiDocument.Stored(kind, entry.Revision, entry.Value);
        var previous = current.GetValueOrDefault(document.Key);
        var taken = new LedgerEntry(kind, entry.Revision, document, entry.Deleted, previous, conductor.Time.Elapsed);
        Demand(entry.Revision == entries.Count + 1, $"{kind.Collection} continues with revision {entry.Revision} after {entries.Count}");
        Demand(document.Metadata.ResourceVersion == $"{entry.Revision}", $"{taken} carries resourceVersion {document.Metadata.ResourceVersion}");
        Demand(document.Key.ToString() == entry.Key, $"{taken} is stored under {entry.Key}");
        Demand(!entry.Deleted || previous is not null, $"{taken} ends what does not exist");
        Demand(previous is null || previous.Document.Metadata.Uid == document.Metadata.Uid, $"{taken} puts another object in the place of {previous}");
        entries.Add(taken);
        if (entry.Deleted)
            current.Remove(document.Key);
        else
            current[document.Key] = taken;
        _changed[document.Id] = conductor.Time.Elapsed;
        Count++;
        conductor.Trace.Mix(entry.Value.Span);
        if (conductor.Trace.IsWritten && kind != EventKind.Instance)
            conductor.Trace.Line("log", $"{taken} {Summary.Of(document.Object)}");
        Written?.Invoke(taken);
    }

    private void Demand(bool holds, string what)
    {
        if (!holds)
            conductor.Fail(new SimulationFailure("ledger", what));
    }
}

/// <summary>A durable change.</summary>
internal sealed record LedgerEntry(KindDefinition Kind, long Revision, ApiDocument Document, bool Deleted, LedgerEntry? Previous, TimeSpan At)
{
    public bool IsNew => Previous is null;

    public override string ToString() => $"{Kind.Collection}@{Revision} {(Deleted ? "-" : IsNew ? "+" : "~")} {Document.Key}";
}
