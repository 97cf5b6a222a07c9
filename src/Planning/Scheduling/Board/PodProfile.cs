using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Planning.Comparison;
using Krewe.Planning.Ownership;
using Krewe.Planning.Scheduling.Topology;

namespace Krewe.Planning.Scheduling.Board;

/// <summary>What matters of a pod for placing it, worked out once.</summary>
internal sealed class PodProfile
{
    // What a container without requests is taken to use, so that such pods are spread as well.
    private const long DefaultMilliCpu = 100;
    private const long DefaultMemory = 200 * 1024 * 1024;

    private PodProfile(Pod pod)
    {
        Pod = pod;
        Key = new ObjectKey(pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? "");
        Requests = ResourceAmounts.Of(pod.Spec);
        Ports = HostPort.Of(pod.Spec);
        ControllerUid = ControllerReference.Of(pod.Metadata)?.Uid;
        NodeAffinity = pod.Spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution;
        ScoredMilliCpu = Requests.MilliCpu > 0 ? Requests.MilliCpu : DefaultMilliCpu * pod.Spec.Containers.Count;
        ScoredMemory = Requests.Memory > 0 ? Requests.Memory : DefaultMemory * pod.Spec.Containers.Count;
        AntiAffinity = PodTerm.Required(pod, pod.Spec.Affinity?.PodAntiAffinity?.RequiredDuringSchedulingIgnoredDuringExecution);
    }

    public Pod Pod { get; }

    public ObjectKey Key { get; }

    public ResourceAmounts Requests { get; }

    public long ScoredMilliCpu { get; }

    public long ScoredMemory { get; }

    public IReadOnlyList<HostPort> Ports { get; }

    public string? ControllerUid { get; }

    public NodeSelector? NodeAffinity { get; }

    public IReadOnlyList<PodTerm> AntiAffinity { get; }

    public IReadOnlyList<Toleration> Tolerations => Pod.Spec.Tolerations;

    /// <summary>
    /// True where the answer for one pod holds for the next of its kind while pods are only added; not so where pods attract or balance each other.
    /// </summary>
    public bool IsMonotone => Pod.Spec.Affinity?.PodAffinity is null && Pod.Spec.TopologySpreadConstraints.Count == 0;

    public static PodProfile Of(Pod pod) => new(pod);

    /// <summary>Alike for pods that ask for the same; only pods of one controller are worth comparing.</summary>
    public (string? Controller, uint Asked, long Cpu, long Memory) Likeness()
    {
        var digest = new Fnv1a();
        foreach (var (key, value) in Pod.Spec.NodeSelector.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            digest.Add(key);
            digest.Add(value);
        }
        if (Pod.Spec.Affinity is { } affinity)
            digest.Add(ApiJson.Write(affinity).Span);
        foreach (var toleration in Pod.Spec.Tolerations)
            digest.Add(ApiJson.Write(toleration).Span);
        foreach (var port in Ports)
            digest.Add(port.ToString());
        if (Requests.Extended is { } extended)
            digest.Add(string.Join(',', extended.OrderBy(entry => entry.Key, StringComparer.Ordinal)));
        return (ControllerUid, digest.Value, Requests.MilliCpu, Requests.Memory + Requests.Storage);
    }
}
