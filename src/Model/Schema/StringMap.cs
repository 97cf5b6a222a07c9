using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Krewe.Model.Schema;

/// <summary>Maps with string keys, as labels and annotations are.</summary>
public static class StringMap
{
    /// <summary>The map without entries.</summary>
    public static IReadOnlyDictionary<string, string> Empty => StringMap<string>.Empty;

    /// <summary>The map of any value type without entries.</summary>
    public static IReadOnlyDictionary<string, T> EmptyOf<T>() => StringMap<T>.Empty;
}

/// <summary>
/// An immutable map in ordinal order of its keys. Maps of API objects have few entries and there are very many of them: this takes a
/// fraction of a hash table's memory, and is written without being sorted first.
/// </summary>
public sealed class StringMap<T> : IReadOnlyDictionary<string, T>
{
    private readonly KeyValuePair<string, T>[] _entries;

    private StringMap(KeyValuePair<string, T>[] entries) => _entries = entries;

    /// <summary>The map without entries.</summary>
    public static StringMap<T> Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _entries.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _entries.Select(static entry => entry.Key);

    /// <inheritdoc/>
    public IEnumerable<T> Values => _entries.Select(static entry => entry.Value);

    /// <summary>The entries in ordinal order of their keys.</summary>
    public ReadOnlySpan<KeyValuePair<string, T>> Entries => _entries;

    /// <inheritdoc/>
    public T this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"The map has no key '{key}'.");

    /// <summary>The map of entries in any order. Of several with one key the last counts, as with the fields of a JSON object.</summary>
    internal static StringMap<T> Of(ReadOnlySpan<KeyValuePair<string, T>> entries)
    {
        if (entries.IsEmpty)
            return Empty;
        var sorted = entries.ToArray();
        return new StringMap<T>(IsInOrder(sorted) ? sorted : Order(sorted));
    }

    /// <summary>A map in order: itself, if it is one already.</summary>
    internal static StringMap<T> Of(IReadOnlyDictionary<string, T> map) => map as StringMap<T> ?? Of([.. map]);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        var index = IndexOf(key);
        value = index >= 0 ? _entries[index].Value : default;
        return index >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, T>>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool IsInOrder(KeyValuePair<string, T>[] entries)
    {
        for (var i = 1; i < entries.Length; i++)
        {
            if (string.CompareOrdinal(entries[i - 1].Key, entries[i].Key) >= 0)
                return false;
        }
        return true;
    }

    private static KeyValuePair<string, T>[] Order(KeyValuePair<string, T>[] entries)
    {
        var last = new Dictionary<string, T>(entries.Length, StringComparer.Ordinal);
        foreach (var (key, value) in entries)
            last[key] = value;
        var sorted = last.ToArray();
        Array.Sort(sorted, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return sorted;
    }

    private int IndexOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Entries.BinarySearch(new Wanted(key));
    }

    private readonly struct Wanted(string key) : IComparable<KeyValuePair<string, T>>
    {
        public int CompareTo(KeyValuePair<string, T> other) => string.CompareOrdinal(key, other.Key);
    }
}
