using Krewe.Storage.Leases;

namespace Krewe.Storage.Memory;

/// <summary>What is kept, whoever looks at it: the collections and the lease, behind one lock as behind one database.</summary>
internal sealed class MemoryState
{
    private readonly Dictionary<string, MemoryCollection> _collections = new(StringComparer.Ordinal);

    /// <summary>Held by whoever reads or changes anything here.</summary>
    public Lock Gate { get; } = new();

    public Lease Lease { get; set; } = Lease.New;

    /// <summary>Collections that were written to, by name.</summary>
    public IEnumerable<KeyValuePair<string, MemoryCollection>> Written =>
        _collections.Where(static pair => pair.Value.Load().Revision > 0).OrderBy(static pair => pair.Key, StringComparer.Ordinal);

    public void Add(string name, MemoryCollection collection) => _collections[name] = collection;

    public MemoryCollection Find(string collection)
    {
        if (!_collections.TryGetValue(collection, out var found))
            _collections.Add(collection, found = new MemoryCollection());
        return found;
    }
}
