using System.Collections;

namespace Krewe.Model.Apply;

/// <summary>
/// A set of paths into an object, as a tree: a step of a path is a member itself, has members below it, or both. Immutable; made by a
/// <see cref="FieldSetBuilder"/>. <c>FieldsV1</c> of managed fields is its JSON.
/// </summary>
/// <remarks>The steps of a level are a sorted list: sets are small and made for every write of a client, so they must cost little.</remarks>
public sealed class FieldSet : IEquatable<FieldSet>, IEnumerable<IReadOnlyList<PathElement>>
{
    private readonly List<Entry> _entries;

    /// <summary>A set of entries in order, each step once.</summary>
    internal FieldSet(List<Entry> entries) => _entries = entries;

    /// <summary>The set without members.</summary>
    public static FieldSet Empty { get; } = new([]);

    /// <summary>True if there is no member.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>First steps, whether each is a member, and what is below it; in order.</summary>
    internal IReadOnlyList<Entry> Steps => _entries;

    /// <summary>A set of the paths.</summary>
    public static FieldSet Of(params IEnumerable<IReadOnlyList<PathElement>> paths) => Of(paths, 0);

    /// <summary>True if the path is a member.</summary>
    public bool Contains(IReadOnlyList<PathElement> path)
    {
        var set = this;
        for (var i = 0; i < path.Count - 1; i++)
            set = set.Below(path[i]);
        return path.Count > 0 && set.Contains(path[^1]);
    }

    /// <summary>True if the step alone is a member.</summary>
    internal bool Contains(PathElement step) => Find(step) is { IsMember: true };

    /// <summary>The members below a step.</summary>
    internal FieldSet Below(PathElement step) => Find(step)?.Below ?? Empty;

    /// <summary>What is in one of the sets.</summary>
    public FieldSet Union(FieldSet other)
    {
        if (other.IsEmpty || ReferenceEquals(this, other))
            return this;
        if (IsEmpty)
            return other;
        var union = new FieldSetBuilder();
        foreach (var (left, right) in Pairs(other))
        {
            if (left is { } here && right is { } there)
                union.Put(here.Step, here.IsMember || there.IsMember, here.Below.Union(there.Below));
            else
                union.Put((left ?? right)!);
        }
        return union.Build();
    }

    /// <summary>What is in both sets.</summary>
    public FieldSet Intersect(FieldSet other)
    {
        if (IsEmpty || other.IsEmpty)
            return Empty;
        var both = new FieldSetBuilder();
        foreach (var (left, right) in Pairs(other))
        {
            if (left is { } here && right is { } there)
                both.Put(here.Step, here.IsMember && there.IsMember, here.Below.Intersect(there.Below));
        }
        return both.Build();
    }

    /// <summary>What is in this set and not in the other.</summary>
    public FieldSet Except(FieldSet other)
    {
        if (IsEmpty || other.IsEmpty)
            return this;
        var rest = new FieldSetBuilder();
        foreach (var (left, right) in Pairs(other))
        {
            if (left is not { } here)
                continue;
            if (right is { } there)
                rest.Put(here.Step, here.IsMember && !there.IsMember, here.Below.Except(there.Below));
            else
                rest.Put(here);
        }
        return rest.Build();
    }

    /// <summary>
    /// The set with every declared field that has members below it as a member too: whoever owns a part of a structure owns the structure
    /// as far as its existence goes. That does not hold for items of lists and entries of maps, which can go with all that is in them.
    /// </summary>
    internal FieldSet WithStructures(MergeType type)
    {
        var set = new FieldSetBuilder();
        foreach (var entry in _entries)
        {
            var declared = false;
            var inner = entry.Step.FieldName is { } name ? type.Of(name, out declared) : type.Item;
            set.Put(entry.Step, entry.IsMember || (declared && !entry.Below.IsEmpty), entry.Below.WithStructures(inner));
        }
        return set.Build();
    }

    /// <summary>Every member, in order.</summary>
    public IEnumerator<IReadOnlyList<PathElement>> GetEnumerator() => Paths([]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(FieldSet? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is null)
            return false;
        var (left, right) = (_entries, other._entries);
        if (left.Count != right.Count)
            return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (left[i].Step != right[i].Step || left[i].IsMember != right[i].IsMember || !left[i].Below.Equals(right[i].Below))
                return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FieldSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _entries.Count;

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', this.Select(path => string.Concat(path)));

    private static FieldSet Of(IEnumerable<IReadOnlyList<PathElement>> paths, int depth)
    {
        var set = new FieldSetBuilder();
        foreach (var same in paths.GroupBy(path => path[depth]))
            set.Put(same.Key, same.Any(path => path.Count == depth + 1), Of(same.Where(path => path.Count > depth + 1), depth + 1));
        return set.Build();
    }

    private Entry? Find(PathElement step)
    {
        var (low, high) = (0, _entries.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = _entries[middle].Step.CompareTo(step);
            if (order == 0)
                return _entries[middle];
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return null;
    }

    /// <summary>The entries of both sets in order, those of the same step together.</summary>
    private IEnumerable<(Entry? Left, Entry? Right)> Pairs(FieldSet other)
    {
        var (left, right) = (_entries, other._entries);
        var (l, r) = (0, 0);
        while (l < left.Count || r < right.Count)
        {
            var order = l == left.Count ? 1 : r == right.Count ? -1 : left[l].Step.CompareTo(right[r].Step);
            yield return order switch
            {
                < 0 => (left[l++], null),
                > 0 => (null, right[r++]),
                _ => (left[l++], right[r++]),
            };
        }
    }

    private IEnumerable<IReadOnlyList<PathElement>> Paths(IReadOnlyList<PathElement> prefix)
    {
        foreach (var entry in _entries)
        {
            PathElement[] path = [.. prefix, entry.Step];
            if (entry.IsMember)
                yield return path;
            foreach (var below in entry.Below.Paths(path))
                yield return below;
        }
    }

    /// <summary>A step, whether it is a member, and what is below it.</summary>
    internal sealed record Entry(PathElement Step, bool IsMember, FieldSet Below);
}
