using Krewe.Model.Kinds;

namespace Krewe.Grains.Collections;

/// <summary>Which objects have a value; one object may have several values.</summary>
internal sealed class KeyIndex
{
    private readonly Dictionary<string, HashSet<ObjectKey>> _keys = new(StringComparer.Ordinal);

    public IReadOnlyCollection<ObjectKey> Find(string value) => _keys.TryGetValue(value, out var keys) ? keys : [];

    public void Add(string value, ObjectKey key)
    {
        if (!_keys.TryGetValue(value, out var keys))
            _keys.Add(value, keys = []);
        keys.Add(key);
    }

    public void Remove(string value, ObjectKey key)
    {
        if (_keys.TryGetValue(value, out var keys) && keys.Remove(key) && keys.Count == 0)
            _keys.Remove(value);
    }
}
