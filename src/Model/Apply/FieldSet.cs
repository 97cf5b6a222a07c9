using System.Collections;

namespace Krewe.Model.Apply;

/// <summary>
/// A set of paths into an object, as a tree: a step of a path is a member itself, has members below it, or both. Immutable once it is
/// handed out. <c>FieldsV1</c> of managed fields is its JSON.
/// </summary>
public sealed class FieldSet : IEquatable<FieldSet>, IEnumerable<IReadOnlyList<PathElement>>
{
    private readonly SortedDictionary<PathElement, Node> _nodes = [];

    /// <summary>The set without members.</summary>
    public static FieldSet Empty { get; } = new();

    /// <summary>True if there is no member.</summary>
    public bool IsEmpty => _nodes.Count == 0;

    /// <summary>First steps, whether each is a member, and what is below it.</summary>
    internal IEnumerable<(PathElement Step, bool IsMember, FieldSet Below)> Steps => _nodes.Select(node => (node.Key, node.Value.IsMember, node.Value.Below));

    /// <summary>A set of the paths.</summary>
    public static FieldSet Of(params IEnumerable<IReadOnlyList<PathElement>> paths)
    {
        var set = new FieldSet();
        foreach (var path in paths)
            set.Add(path);
        return set;
    }

    /// <summary>True if the path is a member.</summary>
    public bool Contains(IReadOnlyList<PathElement> path)
    {
        var set = this;
        for (var i = 0; i < path.Count - 1; i++)
            set = set.Below(path[i]);
        return path.Count > 0 && set.Contains(path[^1]);
    }

    /// <summary>True if the step alone is a member.</summary>
    internal bool Contains(PathElement step) => _nodes.TryGetValue(step, out var node) && node.IsMember;

    /// <summary>The members below a step.</summary>
    internal FieldSet Below(PathElement step) => _nodes.TryGetValue(step, out var node) ? node.Below : Empty;

    /// <summary>What is in one of the sets.</summary>
    public FieldSet Union(FieldSet other)
    {
        if (other.IsEmpty || ReferenceEquals(this, other))
            return this;
        if (IsEmpty)
            return other;
        var union = new FieldSet();
        foreach (var (step, node) in _nodes)
            union._nodes.Add(step, other._nodes.TryGetValue(step, out var same) ? new Node(node.IsMember || same.IsMember, node.Below.Union(same.Below)) : node);
        foreach (var (step, node) in other._nodes)
            union._nodes.TryAdd(step, node);
        return union;
    }

    /// <summary>What is in both sets.</summary>
    public FieldSet Intersect(FieldSet other)
    {
        var both = new FieldSet();
        foreach (var (step, node) in _nodes)
        {
            if (other._nodes.TryGetValue(step, out var same))
                both.Put(step, node.IsMember && same.IsMember, node.Below.Intersect(same.Below));
        }
        return both;
    }

    /// <summary>What is in this set and not in the other.</summary>
    public FieldSet Except(FieldSet other)
    {
        if (other.IsEmpty)
            return this;
        var rest = new FieldSet();
        foreach (var (step, node) in _nodes)
        {
            if (other._nodes.TryGetValue(step, out var same))
                rest.Put(step, node.IsMember && !same.IsMember, node.Below.Except(same.Below));
            else
                rest._nodes.Add(step, node);
        }
        return rest;
    }

    /// <summary>
    /// The set with every declared field that has members below it as a member too: whoever owns a part of a structure owns the structure
    /// as far as its existence goes. That does not hold for items of lists and entries of maps, which can go with all that is in them.
    /// </summary>
    internal FieldSet WithStructures(MergeType type)
    {
        var set = new FieldSet();
        foreach (var (step, node) in _nodes)
        {
            var declared = false;
            var inner = step.FieldName is { } name ? type.Of(name, out declared) : type.Item;
            set._nodes.Add(step, new Node(node.IsMember || (declared && !node.Below.IsEmpty), node.Below.WithStructures(inner)));
        }
        return set;
    }

    /// <summary>Every member, in order.</summary>
    public IEnumerator<IReadOnlyList<PathElement>> GetEnumerator() => Paths([]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(FieldSet? other)
    {
        if (other is null || _nodes.Count != other._nodes.Count)
            return false;
        foreach (var (step, node) in _nodes)
        {
            if (!other._nodes.TryGetValue(step, out var same) || node.IsMember != same.IsMember || !node.Below.Equals(same.Below))
                return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FieldSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _nodes.Count;

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', this.Select(path => string.Concat(path)));

    /// <summary>Adds a member while the set is being made.</summary>
    internal void Add(IReadOnlyList<PathElement> path)
    {
        var set = this;
        for (var i = 0; i < path.Count - 1; i++)
        {
            if (!set._nodes.TryGetValue(path[i], out var node))
                set._nodes.Add(path[i], node = new Node(false, new FieldSet()));
            else if (ReferenceEquals(node.Below, Empty))
                set._nodes[path[i]] = node = node with { Below = new FieldSet() };
            set = node.Below;
        }
        set._nodes[path[^1]] = set._nodes.TryGetValue(path[^1], out var last) ? last with { IsMember = true } : new Node(true, Empty);
    }

    /// <summary>Adds a step with what is below it while the set is being made; a step that says nothing is left out.</summary>
    internal void Put(PathElement step, bool isMember, FieldSet below)
    {
        if (isMember || !below.IsEmpty)
            _nodes[step] = new Node(isMember, below);
    }

    private IEnumerable<IReadOnlyList<PathElement>> Paths(IReadOnlyList<PathElement> prefix)
    {
        foreach (var (step, node) in _nodes)
        {
            PathElement[] path = [.. prefix, step];
            if (node.IsMember)
                yield return path;
            foreach (var below in node.Below.Paths(path))
                yield return below;
        }
    }

    private readonly record struct Node(bool IsMember, FieldSet Below);
}
