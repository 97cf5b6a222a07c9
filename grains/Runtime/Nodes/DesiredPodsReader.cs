using Krewe.Grains.Collections;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Orleans;

namespace Krewe.Grains.Nodes;

/// <summary>Reads what a node shall run: the pods that are bound to it, with the ConfigMaps and Secrets that they name.</summary>
internal sealed class DesiredPodsReader(IGrainFactory grains)
{
    public async Task<DesiredPods> Read(string nodeName)
    {
        var pods = await grains.GetCollection(PodKind.Instance).List(new ObjectQuery(NodeName: nodeName));
        // Revisions before contents: what changes in between is sent now, and counted by the next look.
        var revision = pods.Revision
            + await grains.GetCollection(ConfigMapKind.Instance).Revision()
            + await grains.GetCollection(SecretKind.Instance).Revision();
        var found = new Dictionary<ObjectId, ApiDocument?>();
        var desired = new Dictionary<string, DesiredPod>(StringComparer.Ordinal);
        bool any = false, missing = false;
        foreach (var document in pods.Documents)
        {
            var pod = document.As<Pod>();
            var references = PodReferences.Of(pod.Spec);
            any |= !references.None;
            var configMaps = await Find(ConfigMapKind.Instance, pod, references.ConfigMaps, found);
            var secrets = await Find(SecretKind.Instance, pod, references.Secrets, found);
            missing |= configMaps.Count < references.ConfigMaps.Count || secrets.Count < references.Secrets.Count;
            desired[pod.Metadata.Uid ?? ""] = new DesiredPod(
                AssignmentPiece.Of(document, configMaps, secrets), Stamp(pod.Metadata, [.. configMaps, .. secrets]));
        }
        return new DesiredPods(revision, desired, any, missing);
    }

    private async Task<IReadOnlyList<ApiDocument>> Find(KindDefinition kind, Pod pod, IReadOnlySet<string> names, Dictionary<ObjectId, ApiDocument?> found)
    {
        var documents = new List<ApiDocument>(names.Count);
        foreach (var name in names)
        {
            var id = new ObjectId(kind.Collection, new ObjectKey(pod.Metadata.Namespace ?? "", name));
            if (!found.TryGetValue(id, out var document))
                found[id] = document = await grains.GetCollection(kind).Get(id.Key);
            if (document is not null)
                documents.Add(document);
        }
        return documents;
    }

    private static PodStamp Stamp(ObjectMeta metadata, IReadOnlyList<ApiDocument> references) => new(
        metadata.Generation ?? 0, metadata.DeletionTimestamp, metadata.DeletionGracePeriodSeconds,
        Combine(metadata.Labels) ^ (Combine(metadata.Annotations) * 31),
        references.Aggregate((long)references.Count, static (sum, document) => unchecked(sum * 31 + document.Revision)));

    // The order of a map's entries says nothing.
    private static int Combine(IReadOnlyDictionary<string, string> map)
    {
        var sum = map.Count;
        foreach (var (key, value) in map)
            sum = unchecked(sum + HashCode.Combine(key, value));
        return sum;
    }
}
