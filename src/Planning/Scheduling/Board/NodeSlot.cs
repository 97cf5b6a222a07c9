using Krewe.Model.Core;

namespace Krewe.Planning.Scheduling.Board;

/// <summary>One node on the board, with what is taken of it.</summary>
internal sealed class NodeSlot(string name)
{
    private readonly List<HostPort> _ports = [];

    public string Name { get; } = name;

    /// <summary>Stands for the name where lots are drawn.</summary>
    public ulong NameDigest { get; } = Lots.Digest(name);

    public Node Node { get; private set; } = new();

    public IReadOnlyDictionary<string, string> Labels => Node.Metadata.Labels;

    public ResourceAmounts Allocatable { get; private set; }

    public long MaxPods { get; private set; }

    /// <summary>Taints that keep pods away, and those that only put them off.</summary>
    public IReadOnlyList<Taint> HardTaints { get; private set; } = [];

    public IReadOnlyList<Taint> SoftTaints { get; private set; } = [];

    public bool Unschedulable { get; private set; }

    public ResourceAmounts Used { get; private set; }

    public long ScoredMilliCpu { get; private set; }

    public long ScoredMemory { get; private set; }

    public int Pods { get; private set; }

    public IReadOnlyList<HostPort> Ports => _ports;

    public void Describe(Node node)
    {
        Node = node;
        Allocatable = ResourceAmounts.Of(node.Status.Allocatable);
        MaxPods = node.Status.Allocatable.TryGetValue(ResourceAmounts.Pods, out var pods) ? pods.Value : 0;
        HardTaints = [.. node.Spec.Taints.Where(taint => taint.Effect == TaintEffect.NoSchedule || taint.Effect == TaintEffect.NoExecute)];
        SoftTaints = [.. node.Spec.Taints.Where(taint => taint.Effect == TaintEffect.PreferNoSchedule)];
        Unschedulable = node.Spec.Unschedulable == true;
    }

    public void Take(PodProfile pod)
    {
        Used += pod.Requests;
        ScoredMilliCpu += pod.ScoredMilliCpu;
        ScoredMemory += pod.ScoredMemory;
        Pods++;
        _ports.AddRange(pod.Ports);
    }

    public void Release(PodProfile pod)
    {
        Used -= pod.Requests;
        ScoredMilliCpu -= pod.ScoredMilliCpu;
        ScoredMemory -= pod.ScoredMemory;
        Pods--;
        foreach (var port in pod.Ports)
            _ports.Remove(port);
    }
}
