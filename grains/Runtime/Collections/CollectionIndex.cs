using Krewe.Grains.Nodes;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Selectors;

namespace Krewe.Grains.Collections;

/// <summary>The durable objects of a collection, in the order of their keys, found by namespace, owner, node and what pods refer to.</summary>
internal sealed class CollectionIndex
{
    private readonly Dictionary<ObjectKey, ApiDocument> _objects = [];
    private readonly SortedDictionary<string, SortedDictionary<string, ApiDocument>> _namespaces = new(StringComparer.Ordinal);
    private readonly KeyIndex _owners = new();
    private readonly KeyIndex _nodes = new();
    private readonly KeyIndex _users = new();

    public ApiDocument? Find(ObjectKey key) => _objects.GetValueOrDefault(key);

    public void Put(ApiDocument document)
    {
        var key = document.Key;
        if (_objects.TryGetValue(key, out var old))
            ForEachReference(old, static (index, value, of) => index.Remove(value, of));
        _objects[key] = document;
        if (!_namespaces.TryGetValue(key.Namespace, out var names))
            _namespaces.Add(key.Namespace, names = new(StringComparer.Ordinal));
        names[key.Name] = document;
        ForEachReference(document, static (index, value, of) => index.Add(value, of));
    }

    public void Remove(ObjectKey key)
    {
        if (!_objects.Remove(key, out var old))
            return;
        ForEachReference(old, static (index, value, of) => index.Remove(value, of));
        var names = _namespaces[key.Namespace];
        names.Remove(key.Name);
        if (names.Count == 0)
            _namespaces.Remove(key.Namespace);
    }

    /// <summary>The pods that refer to a ConfigMap or Secret.</summary>
    public IEnumerable<ApiDocument> Users(ObjectId id) => _users.Find(id.ToString()).Select(key => _objects[key]);

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

    private void ForEachReference(ApiDocument document, Action<KeyIndex, string, ObjectKey> act)
    {
        var key = document.Key;
        foreach (var owner in document.Metadata.OwnerReferences)
            act(_owners, owner.Uid ?? "", key);
        if (PodOf(document) is not { } pod)
            return;
        act(_nodes, NodeOf(document)!, key);
        var references = PodReferences.Of(pod.Spec);
        foreach (var name in references.ConfigMaps)
            act(_users, new ObjectId(ConfigMapKind.Instance.Collection, key with { Name = name }).ToString(), key);
        foreach (var name in references.Secrets)
            act(_users, new ObjectId(SecretKind.Instance.Collection, key with { Name = name }).ToString(), key);
    }

    // Only pods have a node; the empty string stands for those that have none yet.
    private static string? NodeOf(ApiDocument document) => PodOf(document) is { } pod ? pod.Spec.NodeName ?? "" : null;

    private static Pod? PodOf(ApiDocument document) => ReferenceEquals(document.Definition, PodKind.Instance) ? document.As<Pod>() : null;
}
