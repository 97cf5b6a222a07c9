using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Selectors;

namespace Krewe.Grains.Collections;

/// <summary>The durable objects of a collection, in the order of their keys, found by namespace, owner and node.</summary>
internal sealed class CollectionIndex
{
    private readonly Dictionary<ObjectKey, ApiDocument> _objects = [];
    private readonly SortedDictionary<string, SortedDictionary<string, ApiDocument>> _namespaces = new(StringComparer.Ordinal);
    private readonly KeyIndex _owners = new();
    private readonly KeyIndex _nodes = new();

    public int Count => _objects.Count;

    public ApiDocument? Find(ObjectKey key) => _objects.GetValueOrDefault(key);

    public void Put(ApiDocument document)
    {
        var key = document.Key;
        if (_objects.TryGetValue(key, out var old))
            RemoveReferences(key, old);
        _objects[key] = document;
        if (!_namespaces.TryGetValue(key.Namespace, out var names))
            _namespaces.Add(key.Namespace, names = new(StringComparer.Ordinal));
        names[key.Name] = document;
        foreach (var owner in document.Metadata.OwnerReferences)
            _owners.Add(owner.Uid ?? "", key);
        if (NodeOf(document) is { } node)
            _nodes.Add(node, key);
    }

    public void Remove(ObjectKey key)
    {
        if (!_objects.Remove(key, out var old))
            return;
        RemoveReferences(key, old);
        var names = _namespaces[key.Namespace];
        names.Remove(key.Name);
        if (names.Count == 0)
            _namespaces.Remove(key.Namespace);
    }

    /// <summary>The objects that match, in the order of their keys. The narrowest index is walked, the other conditions are checked.</summary>
    public IReadOnlyList<ApiDocument> Select(ObjectQuery query)
    {
        var labels = query.Labels is null ? LabelQuery.Everything : LabelQuery.From(query.Labels);
        return Candidates(query).Where(Matches).ToList();

        bool Matches(ApiDocument document) =>
            (query.Namespace is null || document.Key.Namespace == query.Namespace)
            && (query.OwnerUid is null || document.Metadata.OwnerReferences.Any(owner => owner.Uid == query.OwnerUid))
            && (query.NodeName is null || NodeOf(document) == query.NodeName)
            && (labels.IsEverything || labels.Matches(document.Metadata.Labels));
    }

    private IEnumerable<ApiDocument> Candidates(ObjectQuery query)
    {
        if (query.OwnerUid is not null)
            return _owners.Find(query.OwnerUid).Order().Select(key => _objects[key]);
        if (query.NodeName is not null)
            return _nodes.Find(query.NodeName).Order().Select(key => _objects[key]);
        if (query.Namespace is not null)
            return _namespaces.TryGetValue(query.Namespace, out var names) ? names.Values : [];
        return _namespaces.Values.SelectMany(all => all.Values);
    }

    private void RemoveReferences(ObjectKey key, ApiDocument old)
    {
        foreach (var owner in old.Metadata.OwnerReferences)
            _owners.Remove(owner.Uid ?? "", key);
        if (NodeOf(old) is { } node)
            _nodes.Remove(node, key);
    }

    // Only pods have a node; the empty string stands for those that have none yet.
    private static string? NodeOf(ApiDocument document) => document.Object is Pod pod ? pod.Spec.NodeName ?? "" : null;
}
